using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Engines;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>One town, one random schedule of power cuts and partitions, then healing; measures how soon the tables are equal again and right.</summary>
public sealed class MapCampaign : IScheduled, IEngineObserver
{
    private const int Fault = 0;
    private const int Restore = 1;

    private static readonly TimeSpan Joining = TimeSpan.FromSeconds(40);

    /// <summary>After this time rows that nobody vouches for must be probed or gone.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(420);

    private readonly MapOptions _options;
    private readonly SeededEntropy _chance;
    private readonly HashSet<int> _gone = [];
    private readonly List<string> _faults = [];
    private bool _healed;
    private long _messages;

    /// <summary>Prepares one schedule.</summary>
    public MapCampaign(MapOptions options)
    {
        _options = options;
        Town = new(options.Town, options.Seed);
        _chance = Town.Network.Entropy.Fork("schedule");
        Town.Network.Observe(this);
    }

    /// <summary>The town.</summary>
    public MapTown Town { get; }

    private VirtualNetwork Network => Town.Network;

    /// <summary>Runs to the end.</summary>
    public MapOutcome Run()
    {
        Town.PowerOn();
        Network.Pass(Joining);
        for (var i = 0; i < _options.Faults; i++)
            Network.Timeline.After(_chance.Between(TimeSpan.Zero, _options.Trouble), this, Fault);
        SetLoss(_options.Loss);
        Network.Pass(_options.Trouble);
        Heal();
        var healedAt = Network.Now;
        var authorities = TimeUntil(() => Agree(Town.Authoritative), healedAt, TimeSpan.FromSeconds(120));
        var all = TimeUntil(() => Agree(Living), healedAt, TimeSpan.FromSeconds(300));
        Network.Advance(healedAt + Aftermath);
        var expected = Expected();
        var held = MapTown.MapOf(Town.Points[0])!.Rows.Select(row => row.Network).ToHashSet();
        return new()
        {
            Seed = _options.Seed,
            AuthoritiesAgreed = authorities?.TotalSeconds,
            AllAgreed = all?.TotalSeconds,
            Phantoms = held.Count(row => !expected.Contains(row)),
            Lost = expected.Count(row => !held.Contains(row)),
            Messages = _messages,
            Events = Network.Timeline.Handled,
            ComparePeriod = _options.Town.ComparePeriod.TotalSeconds,
            Faults = _faults,
        };
    }

    private IEnumerable<AccessPointNode> Living => Town.Points.Where(point => point.IsUp);

    // Rows some living access point vouches for, and those whose home agent still answers.
    private HashSet<Ipv4Prefix> Expected()
    {
        var vouched = Enumerable.Range(0, Town.Points.Length).Where(point => !_gone.Contains(point)).SelectMany(Town.SubnetsOf).ToHashSet();
        return [.. Enumerable.Range(0, _options.Town.Subnets).Where(subnet => vouched.Contains(subnet) || Town.Answers(subnet))
            .Select(subnet => MapTown.RowOf(subnet).Network)];
    }

    private static bool Agree(IEnumerable<AccessPointNode> points)
    {
        SubnetMapSnapshot? first = null;
        foreach (var point in points)
        {
            if (MapTown.MapOf(point) is not { } map || map.Digest.IsEmpty)
                return false;
            first ??= map;
            if (!first.Digest.AsSpan().SequenceEqual(map.Digest.AsSpan()))
                return false;
        }
        return true;
    }

    // Agreement must last: tables may be equal for a moment and differ again.
    private TimeSpan? TimeUntil(Func<bool> agree, TimeSpan since, TimeSpan limit)
    {
        TimeSpan? agreedAt = null;
        while (Network.Now < since + limit)
        {
            if (!agree())
                agreedAt = null;
            else if (agreedAt is null)
                agreedAt = Network.Now;
            else if (Network.Now - agreedAt > 2 * _options.Town.ComparePeriod)
                return agreedAt - since;
            Network.Pass(TimeSpan.FromSeconds(0.5));
        }
        return agreedAt - since;
    }

    private void Heal()
    {
        _healed = true;
        SetLoss(0);
        foreach (var attachment in Town.Points.Select(point => point.Ports[0].Attachment!))
            (attachment.Island, attachment.IsUp) = (0, true);
        for (var point = 0; point < Town.Points.Length; point++)
        {
            if (!_gone.Contains(point))
                Town.PowerOn(point);
        }
    }

    private void SetLoss(double loss)
    {
        foreach (var attachment in Town.Points.Select(point => point.Ports[0].Attachment!))
            (attachment.ToSegment, attachment.FromSegment) = (attachment.ToSegment with { Loss = loss }, attachment.FromSegment with { Loss = loss });
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        if (_healed)
            return;
        if (kind == Restore)
            Town.PowerOn((int)payload!);
        else
            Strike();
    }

    private void Strike()
    {
        switch (_chance.Below(4))
        {
            case 0:
                CutPower(_chance.Below(_options.Town.Authoritative), mayGo: false);
                break;
            case 1:
                CutPower(_chance.Below(Town.Points.Length), mayGo: true);
                break;
            case 2:
                Split();
                break;
            default:
                CutLink(_chance.Below(Town.Points.Length));
                break;
        }
    }

    private void CutPower(int point, bool mayGo)
    {
        if (!Town.Points[point].IsUp)
            return;
        Town.Points[point].PowerOff(keepMemory: _chance.Happens(0.5));
        if (mayGo && point >= _options.Town.Authoritative && _chance.Happens(_options.Gone))
        {
            _gone.Add(point);
            Say($"{Town.Points[point].Id} lost power for good");
            return;
        }
        var pause = _chance.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Say($"{Town.Points[point].Id} lost power for {pause.TotalSeconds:0.0} s");
        Network.Timeline.After(pause, this, Restore, point);
    }

    private void Split()
    {
        var share = _chance.NextFraction();
        foreach (var attachment in Town.Points.Select(point => point.Ports[0].Attachment!))
            attachment.Island = _chance.Happens(share) ? 1 : 0;
        Say($"the network split, {Town.Points.Count(point => point.Ports[0].Attachment!.Island == 1)} access points apart");
    }

    private void CutLink(int point)
    {
        var attachment = Town.Points[point].Ports[0].Attachment!;
        attachment.IsUp = !attachment.IsUp;
        Say($"the link of {Town.Points[point].Id} was {(attachment.IsUp ? "mended" : "cut")}");
    }

    private void Say(string text) => _faults.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Network.Now.TotalSeconds:0.000} s: {text}"));

    void IEngineObserver.Acts(EngineNode node, EngineAction action)
    {
        if (action is SendDatagram { DestinationPort: 6500 })
            _messages++;
    }
}
