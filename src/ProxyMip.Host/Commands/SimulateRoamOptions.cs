using System.CommandLine;
using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Host.Commands;

/// <summary>A roam campaign as asked for on the command line.</summary>
/// <param name="Options">What each run does; the seed is that of the first run.</param>
/// <param name="Seeds">Runs, one per seed.</param>
/// <param name="AsJson">Print JSON.</param>
/// <param name="Capture">Where the frames of the run go; null: nowhere.</param>
internal sealed record SimulateRoamPlan(RoamOptions Options, int Seeds, bool AsJson, string? Capture);

/// <summary>The options of <c>proxymip simulate</c>.</summary>
internal sealed class SimulateRoamOptions
{
    private readonly Option<int> _roams = new("--roams") { Description = "Roams of all mobile nodes together, in each run.", DefaultValueFactory = _ => 1000, HelpName = "N" };
    private readonly Option<string> _loss = Share("--loss", "Share of frames lost between access points and their LAN, in each direction.");
    private readonly Option<string> _reorder = Share("--reorder", "Share of frames that are overtaken.");
    private readonly Option<string> _duplicate = Share("--dup", "Share of frames that arrive twice.");
    private readonly Option<double> _skew = new("--skew") { Description = "Clocks are off by up to this many seconds, each its own way.", HelpName = "SECONDS" };
    private readonly Option<double> _jumpEvery = new("--jump-every") { Description = "Mean time between two jumps of a clock, in seconds.", HelpName = "SECONDS" };
    private readonly Option<string[]> _crash = new("--crash") { Description = "Who loses power at random: ha, fa, ap or all.", HelpName = "WHO", AllowMultipleArgumentsPerToken = true };
    private readonly Option<double> _crashEvery = new("--crash-every") { Description = "Mean time between two power cuts, in seconds.", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
    private readonly Option<double> _homePause = new("--home-pause") { Description = "A node comes home again after this many seconds at the soonest.", DefaultValueFactory = _ => 61, HelpName = "SECONDS" };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of the first run; the same seed gives the same run.", DefaultValueFactory = _ => 1, HelpName = "S" };
    private readonly Option<int> _seeds = new("--seeds") { Description = "Runs, with rising seeds.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _capture = new("--capture") { Description = "Write every frame of the run to a pcapng file.", HelpName = "FILE" };

    public SimulateRoamOptions() => _crash.AcceptOnlyFromAmong("ha", "fa", "ap", "all");

    public Option<string?> Topology { get; } = new("--topology") { Description = "A topology file; without it the manual's sample network.", HelpName = "FILE" };

    public Option<bool> Schema { get; } = new("--schema") { Description = "Print the JSON schema of topology files and do nothing else." };

    public Option<bool> PrintTopology { get; } = new("--print-topology") { Description = "Print the topology as a file, keys included, and do nothing else." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Topology, _roams, _loss, _reorder, _duplicate, _skew, _jumpEvery, _crash, _crashEvery, _homePause, _seed, _seeds, _json,
            _capture, Schema, PrintTopology })
            command.Add(option);
    }

    public bool TryRead(ParseResult parsed, out SimulateRoamPlan plan, out string sentence)
    {
        plan = new(new(), 1, false, null);
        if (!TryShare(parsed, _loss, out var loss, out sentence) || !TryShare(parsed, _reorder, out var reorder, out sentence)
            || !TryShare(parsed, _duplicate, out var duplicate, out sentence))
            return false;
        plan = new(new()
        {
            Roams = parsed.GetValue(_roams),
            Loss = loss,
            Reorder = reorder,
            Duplicate = duplicate,
            Skew = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_skew), -1, 1e9)),
            JumpEvery = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_jumpEvery), -1, 1e9)),
            Crash = (parsed.GetValue(_crash) ?? []).Aggregate(CrashTargets.None, (all, one) => all | TargetOf(one)),
            CrashEvery = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_crashEvery), -1, 1e9)),
            HomePause = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_homePause), 0, 1e9)),
            Seed = parsed.GetValue(_seed),
        }, parsed.GetValue(_seeds), parsed.GetValue(_json), parsed.GetValue(_capture));
        sentence = Objection(plan);
        return sentence.Length == 0;
    }

    private static string Objection(SimulateRoamPlan plan) => plan switch
    {
        { Options.Roams: < 1 } => "--roams must be at least 1.",
        { Seeds: < 1 } => "--seeds must be at least 1.",
        { Options.Skew.Ticks: < 0 } or { Options.JumpEvery.Ticks: < 0 } => "--skew and --jump-every cannot be negative.",
        { Options.CrashEvery.Ticks: <= 0 } => "--crash-every must be more than 0.",
        { Capture: not null, Seeds: > 1 } => "--capture goes with a single run; leave --seeds out.",
        _ => "",
    };

    private static CrashTargets TargetOf(string name) => name switch
    {
        "ha" => CrashTargets.HomeAgents,
        "fa" => CrashTargets.ForeignAgents,
        "ap" => CrashTargets.AccessPoints,
        _ => CrashTargets.All,
    };

    private static Option<string> Share(string name, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => "0", HelpName = "SHARE" };

    private static bool TryShare(ParseResult parsed, Option<string> option, out double share, out string sentence)
    {
        sentence = ShareText.TryParse(parsed.GetValue(option), out share) ? "" : $"{option.Name} must be a share such as 0.05 or 5%, from 0 to 1.";
        return sentence.Length == 0;
    }
}
