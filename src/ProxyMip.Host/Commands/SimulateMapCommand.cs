using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Host.Commands;

/// <summary><c>proxymip simulate map</c>: random crashes and partitions among access points, and whether their subnet maps are right again afterwards.</summary>
internal static class SimulateMapCommand
{
    public static Command Create(Terminal terminal)
    {
        var schedules = Count("--schedules", "Random schedules of crashes and partitions, one per seed.", 100);
        var points = Count("--access-points", "Access points.", 100);
        var authoritative = Count("--authoritative", "Authoritative access points, 1 to 3.", 3);
        var loss = new Option<string>("--loss") { Description = "Share of frames lost while there is trouble.", DefaultValueFactory = _ => "0", HelpName = "SHARE" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the first schedule.", DefaultValueFactory = _ => 1, HelpName = "S" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("map", "Crash and split access points at random and see whether their subnet maps become equal and right again.")
        {
            schedules, points, authoritative, loss, seed, json,
        };
        command.SetAction(parsed =>
        {
            var plan = new MapTownPlan { AccessPoints = parsed.GetValue(points), Authoritative = parsed.GetValue(authoritative) };
            if (parsed.GetValue(schedules) < 1)
                return terminal.Refuse("--schedules must be at least 1.");
            if (plan.Authoritative is < 1 or > 3)
                return terminal.Refuse("--authoritative must be 1 to 3.");
            if (plan.AccessPoints < plan.Authoritative || plan.AccessPoints > 20_000)
                return terminal.Refuse($"--access-points must be {plan.Authoritative} to 20000.");
            if (!ShareText.TryParse(parsed.GetValue(loss), out var share))
                return terminal.Refuse("--loss must be a share such as 0.05 or 5%, from 0 to 1.");
            var options = new MapOptions { Town = plan, Loss = share, Seed = parsed.GetValue(seed) };
            return Run(terminal, options, parsed.GetValue(schedules), parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(Terminal terminal, MapOptions options, int schedules, bool asJson)
    {
        var watch = Stopwatch.StartNew();
        var report = MapReport.Of(Enumerable.Range(0, schedules).Select(i => new MapCampaign(options with { Seed = options.Seed + (ulong)i }).Run()));
        if (asJson)
            SimulateJson.Write(terminal.Output, report, watch.Elapsed);
        else
            Write(terminal, report, watch.Elapsed);
        return report.Failures.IsEmpty ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Write(Terminal terminal, MapReport report, TimeSpan elapsed)
    {
        Line($"{report.Schedules} schedules");
        Line($"authoritative access points equal after healing   p50 {report.AuthoritiesMedian:0.0} s, p99 {report.AuthoritiesNinetyNinth:0.0} s, longest {report.AuthoritiesLongest:0.0} s");
        Line($"all access points equal after healing             p50 {report.AllMedian:0.0} s, p99 {report.AllNinetyNinth:0.0} s, longest {report.AllLongest:0.0} s");
        Line($"phantom rows {report.Phantoms}, lost rows {report.Lost}, messages {report.Messages}");
        Line($"ran in {elapsed.TotalSeconds:0.0} s, {report.Events / Math.Max(elapsed.TotalSeconds, 1e-9):0} events a second");
        Line($"failures {report.Failures.Length}");
        foreach (var failure in report.Failures)
            Line($"  seed {failure.Seed}: {failure.Text}");

        void Line(FormattableString text) => terminal.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static Option<int> Count(string name, string description, int usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual, HelpName = "N" };
}
