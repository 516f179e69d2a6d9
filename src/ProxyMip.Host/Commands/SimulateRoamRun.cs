using System.Diagnostics;
using System.Globalization;
using ProxyMip.Simulation.Campaigns;
using ProxyMip.Simulation.Capture;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Host.Commands;

/// <summary>Runs the seeds of a roam campaign one after the other and prints the figures of all.</summary>
internal sealed class SimulateRoamRun(Terminal terminal, Topology topology, SimulateRoamPlan plan)
{
    public int Run()
    {
        var all = new RoamTally(plan.Options);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < plan.Seeds; i++)
        {
            var campaign = new RoamCampaign(topology, plan.Options with { Seed = plan.Options.Seed + (ulong)i });
            if (plan.Capture is not { } path)
                all.Add(campaign.Run());
            else if (!TryCapture(campaign, path, all, out var sentence))
                return terminal.Refuse(sentence);
        }
        var report = all.ToReport();
        if (plan.AsJson)
            SimulateJson.Write(terminal.Output, report, watch.Elapsed);
        else
            Write(report, watch.Elapsed);
        return report.Violations.IsEmpty ? ExitCode.Done : ExitCode.Failed;
    }

    private static bool TryCapture(RoamCampaign campaign, string path, RoamTally all, out string sentence)
    {
        sentence = "";
        try
        {
            using var file = File.Create(path);
            _ = new SegmentCapture(campaign.Network, campaign.Network.Segments.Values, file.Write);
            all.Add(campaign.Run());
            return true;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            sentence = $"'{path}' cannot be written: {reason.Message}";
            return false;
        }
    }

    private void Write(RoamReport report, TimeSpan elapsed)
    {
        Line($"{report.Topology}: {report.Roams} roams, {Seeds(report)}");
        Line($"succeeded          {report.Succeeded} ({Percent(report.Roams == 0 ? 0 : (double)report.Succeeded / report.Roams)})");
        foreach (var within in report.Within)
            Line($"  within {within.Seconds,5:0.#} s    {Percent(within.Share)}");
        foreach (var (reason, count) in report.Reasons)
            Line($"  not: {reason,-15} {count}");
        Line($"{"step",-36} {"count",7} {"p50 ms",10} {"p99 ms",10} {"max ms",10}");
        foreach (var step in report.Steps.Where(step => step.Count > 0))
            Line($"{step.Name,-36} {step.Count,7} {step.Median,10:0.000} {step.NinetyNinth,10:0.000} {step.Longest,10:0.000}");
        if (report.HandoverExcess is { } excess)
            Line($"first packet later than one round trip to the home agent by at most {excess:0.000} ms");
        if (report.ProbesSent is { } sent)
            Line($"probe packets      {sent} sent, {report.ProbesLost} lost, {report.ProbesLostAfterSwitch} of them after the home agent had switched");
        Line($"signalling         {report.RegistrationMessagesPerRoam:0.00} registration messages, {report.RequestsPerRoam:0.00} requests, {report.ArpPacketsPerRoam:0.00} ARP packets per roam");
        Line($"connections        {report.Connections}, broken {report.ConnectionsBroken}, longest stall {report.LongestStall:0.000} s");
        if (report.Crashes > 0)
            Line($"power cuts         {report.Crashes}; they interrupted {report.Interrupted} roams");
        Line($"ran                {report.VirtualSeconds:0} s of virtual time in {elapsed.TotalSeconds:0.0} s, {report.Events / Math.Max(elapsed.TotalSeconds, 1e-9):0} events a second");
        Line($"violations         {report.Violations.Length}");
        foreach (var one in report.Violations)
            Line($"  seed {one.Seed} at {one.AtSeconds:0.000} s, {one.Rule}: {one.Text}");
    }

    private static string Seeds(RoamReport report) =>
        report.Seeds.Length == 1 ? $"seed {report.Seeds[0]}" : $"{report.Seeds.Length} seeds from {report.Seeds[0]}";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.000} %");

    private void Line(FormattableString text) => terminal.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
