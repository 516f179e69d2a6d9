using System.CommandLine;
using System.Net;
using ProxyMip.Host.Serving;
using ProxyMip.Runtime.Control;
using ProxyMip.Store;

namespace ProxyMip.Host.Commands;

/// <summary><c>proxymip serve</c>: the console over the network in memory. What the program does when no command is given.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Option<string>("--data") { Description = "Folder that keeps configuration, users and audit trail.", DefaultValueFactory = _ => "proxymip-data" };
        var listen = new Option<string>("--listen") { Description = "Loopback address and port of the console.", DefaultValueFactory = _ => "127.0.0.1:8080" };
        var fresh = new Option<string[]>("--unconfigured") { Description = "Access points left at factory values, to follow the manual step by step.", AllowMultipleArgumentsPerToken = true };
        var seed = new Option<ulong>("--seed") { Description = "Where the chance of the network in memory comes from.", DefaultValueFactory = _ => 1UL };
        var command = new Command("serve", "Run the console over the network in memory.") { data, listen, fresh, seed };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetValue(data)!, parsed.GetValue(listen)!, parsed.GetValue(fresh) ?? [], parsed.GetValue(seed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, string listen, string[] unconfigured, ulong seed, CancellationToken cancel)
    {
        if (!IPEndPoint.TryParse(listen, out var endPoint) || endPoint.Port == 0)
            return terminal.Refuse("--listen takes an address and a port, such as 127.0.0.1:8080.");
        if (!IPAddress.IsLoopback(endPoint.Address))
            return terminal.Refuse("the network in memory is served on loopback only; use 127.0.0.1 and a tunnel of your own to reach it from elsewhere.");
        var options = new ServeOptions { DataFolder = data, Listen = endPoint, Unconfigured = unconfigured, Seed = seed };
        if (unconfigured.Except(options.Topology.AccessPoints.Select(point => point.Id)).FirstOrDefault() is { } unknown)
            return terminal.Refuse($"there is no access point '{unknown}'; there are {string.Join(", ", options.Topology.AccessPoints.Select(point => point.Id))}.");
        using var store = await ConsoleStore.OpenAsync(options.DataFolder, TimeProvider.System, cancel);
        await using var app = ConsoleHost.Build(options, store, TimeProvider.System);
        await ConsoleHost.StartNetworkAsync(app.Services);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException fault)
        {
            return terminal.Refuse($"the console cannot listen on {listen}: {fault.Message}");
        }
        await SayAsync(terminal, options, app.Services);
        await app.WaitForShutdownAsync(cancel);
        return ExitCode.Done;
    }

    private static async Task SayAsync(Terminal terminal, ServeOptions options, IServiceProvider services)
    {
        var accounts = services.GetRequiredService<IAccounts>();
        if (accounts.State == AccountState.Locked)
            await terminal.Error.WriteLineAsync($"proxymip: the console is locked. {accounts.Advice}");
        await terminal.Output.WriteLineAsync(accounts.State == AccountState.FirstRun
            ? "Open this link within 30 minutes and set a password (Ctrl+C ends the program):"
            : "The console is at (Ctrl+C ends the program):");
        await terminal.Output.WriteLineAsync($"  {ConsoleHost.LinkOf(options, accounts, services.GetRequiredService<SetUpCode>())}");
    }
}
