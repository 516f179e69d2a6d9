using ProxyMip.Host.Commands;

namespace ProxyMip.Host.Tests.Commands;

/// <summary>What one run of the program printed and returned.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the program in this process, through its command tree, with captured output.</summary>
internal static class ProgramRun
{
    public static Task<ProgramResult> Of(params string[] arguments) => WithInput([], arguments);

    public static async Task<ProgramResult> WithInput(byte[] input, params string[] arguments)
    {
        using var standardInput = new MemoryStream(input);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandTree.RunAsync(arguments, new(standardInput, output, error), TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
