using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Host.Commands;

/// <summary><c>proxymip simulate load</c>: registrations a second and octets per binding of one home agent engine.</summary>
internal static class SimulateLoadCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(0.05);

    /// <summary>One size.</summary>
    private sealed record Measured(int Bindings, long Accepted, long Refused, double FirstPerSecond, double RefreshPerSecond, double BytesPerBinding);

    public static Command Create(Terminal terminal)
    {
        var bindings = new Option<int[]>("--bindings")
        {
            Description = "Numbers of bindings to measure with.",
            DefaultValueFactory = _ => [1000, 10_000, 100_000],
            AllowMultipleArgumentsPerToken = true,
            HelpName = "N",
        };
        var requests = new Option<int>("--requests") { Description = "Requests in the steady state, for each number.", DefaultValueFactory = _ => 200_000, HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("load", "Feed one home agent with registrations and print its speed and memory.") { bindings, requests, json };
        command.SetAction(parsed =>
        {
            var (sizes, steady) = (parsed.GetValue(bindings) ?? [], parsed.GetValue(requests));
            if (sizes.Length == 0 || sizes.Any(size => size is < 1 or > 1_000_000))
                return terminal.Refuse("--bindings must be 1 to 1000000.");
            if (steady is < 1 or > 10_000_000)
                return terminal.Refuse("--requests must be 1 to 10000000.");
            return Run(terminal, sizes, steady, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(Terminal terminal, int[] sizes, int requests, bool asJson)
    {
        var watch = Stopwatch.StartNew();
        Measure(Math.Min(1000, sizes[0]), Math.Min(20_000, requests)); // the compiler warms up
        var measured = sizes.Select(size => Measure(size, requests)).ToList();
        if (asJson)
            SimulateJson.Write(terminal.Output, measured, watch.Elapsed);
        else
            Write(terminal, measured);
        return measured.TrueForAll(one => one.Refused == 0) ? ExitCode.Done : ExitCode.Failed;
    }

    private static Measured Measure(int bindings, int requests)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var load = new HomeAgentLoad(bindings, seed: 1);
        var first = Feed(load, 0, bindings, Interval);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        // A node registers again at most once a second: the interval grows as the number of nodes falls.
        var apart = TimeSpan.FromSeconds(Math.Max(Interval.TotalSeconds, 1.1 / bindings));
        var refresh = Feed(load, 0, requests, apart);
        return new(load.Bindings, load.Accepted, load.Refused, Math.Round(bindings / first), Math.Round(requests / refresh), Math.Round((double)memory / bindings));
    }

    private static double Feed(HomeAgentLoad load, int first, int count, TimeSpan interval)
    {
        const int Batch = 10_000;
        var seconds = 0.0;
        for (var done = 0; done < count; done += Batch)
        {
            var requests = load.Prepare(first + done, Math.Min(Batch, count - done), interval);
            var start = Stopwatch.GetTimestamp();
            load.Feed(requests, interval);
            seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return seconds;
    }

    private static void Write(Terminal terminal, List<Measured> measured)
    {
        terminal.Output.WriteLine("bindings   accepted   refused   first/s   refresh/s   bytes/binding");
        foreach (var one in measured)
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{one.Bindings,8} {one.Accepted,10} {one.Refused,9} {one.FirstPerSecond,9:0} {one.RefreshPerSecond,11:0} {one.BytesPerBinding,15:0}"));
    }
}
