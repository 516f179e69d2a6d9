namespace ProxyMip.Host.Commands;

/// <summary>Where a command reads and writes: the console of the process, or buffers in a test.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Terminal(Stream Input, TextWriter Output, TextWriter Error)
{
    /// <summary>The console of the process.</summary>
    public static Terminal OfProcess() => new(Console.OpenStandardInput(), Console.Out, Console.Error);

    /// <summary>Says in one sentence why nothing could be done.</summary>
    public int Refuse(string sentence)
    {
        Error.WriteLine($"proxymip: {sentence}");
        return ExitCode.Unusable;
    }
}

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done, and everything was as it should be.</summary>
    public const int Done = 0;

    /// <summary>Done, and something was not as it should be.</summary>
    public const int Failed = 1;

    /// <summary>Not done: wrong arguments, or a file that cannot be read.</summary>
    public const int Unusable = 2;
}
