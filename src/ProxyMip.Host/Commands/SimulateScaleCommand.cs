using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Host.Commands;

/// <summary><c>proxymip simulate scale</c>: what thousands of access points and rows cost.</summary>
internal static class SimulateScaleCommand
{
    /// <summary>One town and what only the caller can measure.</summary>
    private sealed record Measured(MapScaleOutcome Town, double MemoryMegabytes, double BytesPerRowAndAccessPoint, double Seconds);

    public static Command Create(Terminal terminal)
    {
        var points = new Option<int>("--access-points") { Description = "Access points of the largest town.", DefaultValueFactory = _ => 5000, HelpName = "N" };
        var rows = new Option<int>("--rows") { Description = "Rows of the subnet map of the largest town.", DefaultValueFactory = _ => 10_000, HelpName = "N" };
        var steps = new Option<int>("--steps") { Description = "Smaller towns first, each twice as large as the one before.", DefaultValueFactory = _ => 3, HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "Seed.", DefaultValueFactory = _ => 1, HelpName = "S" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("scale", "Let thousands of access points exchange subnet maps and print messages and memory.") { points, rows, steps, seed, json };
        command.SetAction(parsed =>
        {
            var (most, table, towns) = (parsed.GetValue(points), parsed.GetValue(rows), parsed.GetValue(steps));
            if (most is < 3 or > 10_000)
                return terminal.Refuse("--access-points must be 3 to 10000.");
            if (table is < 1 or > 30_000)
                return terminal.Refuse("--rows must be 1 to 30000.");
            if (towns is < 1 or > 10)
                return terminal.Refuse("--steps must be 1 to 10.");
            return Run(terminal, [.. Sizes(most, table, towns)], parsed.GetValue(seed), parsed.GetValue(json));
        });
        return command;
    }

    private static IEnumerable<(int Points, int Rows)> Sizes(int points, int rows, int steps)
    {
        for (var divisor = Math.Pow(2, steps - 1); divisor >= 1; divisor /= 2)
            yield return (Math.Max(3, (int)(points / divisor)), Math.Max(1, (int)(rows / divisor)));
    }

    private static int Run(Terminal terminal, (int Points, int Rows)[] sizes, ulong seed, bool asJson)
    {
        var watch = Stopwatch.StartNew();
        var measured = new List<Measured>();
        if (!asJson)
            terminal.Output.WriteLine("access points   rows  complete  join s  join messages  join MB  change s  change messages  memory MB  bytes/row/AP  run s");
        foreach (var (points, rows) in sizes)
        {
            var one = Measure(points, rows, seed);
            measured.Add(one);
            if (!asJson)
                terminal.Output.WriteLine(Row(one));
        }
        if (asJson)
            SimulateJson.Write(terminal.Output, measured, watch.Elapsed);
        return measured.TrueForAll(one => one.Town.Complete == one.Town.AccessPoints) ? ExitCode.Done : ExitCode.Failed;
    }

    private static Measured Measure(int points, int rows, ulong seed)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var scale = new MapScale(points, rows, seed);
        var outcome = scale.Run();
        var elapsed = watch.Elapsed;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(scale);
        return new(outcome, Math.Round(memory / 1e6, 1), Math.Round((double)memory / points / rows, 1), Math.Round(elapsed.TotalSeconds, 1));
    }

    private static string Row(Measured one) => string.Create(CultureInfo.InvariantCulture,
        $"{one.Town.AccessPoints,13} {one.Town.Rows,6} {one.Town.Complete,9} {one.Town.JoinSeconds,7:0.0} {one.Town.JoinMessages,14} {one.Town.JoinOctets / 1e6,8:0.0} {one.Town.ChangeSeconds,9:0.0} {one.Town.ChangeMessages,16} {one.MemoryMegabytes,10:0.0} {one.BytesPerRowAndAccessPoint,13:0.0} {one.Seconds,6:0.0}");
}
