using System.CommandLine;

namespace ProxyMip.Host.Commands;

/// <summary>All commands of the program, and how their arguments are refused.</summary>
internal static class CommandTree
{
    /// <summary>Runs one command line and returns its <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        var root = new RootCommand("Proxy Mobile IP for access points, with its agents and its console.")
        {
            ServeCommand.Create(terminal),
            DecodeCommand.Create(terminal),
            SimulateCommand.Create(terminal),
            VectorsCommand.Create(terminal),
        };
        var parsed = root.Parse(arguments.Length == 0 ? ["serve"] : arguments);
        if (parsed.Errors.Count > 0)
            return terminal.Refuse($"{ReasonOf(parsed)}; 'proxymip {NameOf(parsed)}--help' shows what is possible.");
        var configuration = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(configuration, cancellation);
    }

    // One sentence on one line, about the word that was typed rather than about the command that is missing because of it.
    private static string ReasonOf(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is RootCommand)
            return parsed.UnmatchedTokens is [var word, ..] ? $"There is no command '{word}'" : "A command is missing";
        return string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
    }

    private static string NameOf(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
