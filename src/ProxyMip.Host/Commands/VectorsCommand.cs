using System.CommandLine;

namespace ProxyMip.Host.Commands;

internal static class VectorsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("vectors", "x");
        command.SetAction(_ => terminal.Refuse("x"));
        return command;
    }
}
