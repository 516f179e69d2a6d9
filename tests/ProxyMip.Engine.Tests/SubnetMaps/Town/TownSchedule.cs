using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.SubnetMaps.Authority;
using ProxyMip.Engine.SubnetMaps.Members;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.SubnetMaps.Town;

/// <summary>
/// One schedule of misfortune, all of it decided by a seed: three authoritative access points, a number of others, loss, duplication, reordering, crashes,
/// restarts, partitions, home agents that die, access points that leave. Then everything heals, and the tables have to be right.
/// </summary>
internal sealed class TownSchedule
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_verdict = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_inFlight = TimeSpan.FromSeconds(1);
    private readonly MapTown _town;
    private readonly Ipv4Address[] _aaps = [Ipv4Address.Parse("10.0.0.2"), Ipv4Address.Parse("10.0.0.3"), Ipv4Address.Parse("10.0.0.4")];
    private readonly Ipv4Address[] _members;
    private readonly SubnetMapSettings _settings;
    private readonly int _steps;
    private readonly Dictionary<MapRow, TimeSpan> _aliveSince = [];
    private HashSet<MapRow> _union = [];

    public TownSchedule(ulong seed, int members, int steps)
    {
        _town = new(seed);
        _steps = steps;
        _members = [.. Enumerable.Range(1, members).Select(i => new Ipv4Address((10u << 24) + ((uint)i << 8) + 2))];
        _settings = TownNode.Exchange(_aaps, 0) with { Lifetime = TimeSpan.FromSeconds(60), ComparePeriod = s_period };
    }

    /// <summary>What went wrong, in the order it was found.</summary>
    public List<string> Faults { get; } = [];

    public MapTown Town => _town;

    private SeededEntropy Dice => _town.Dice;

    private IEnumerable<AuthoritySide> LivingAaps => _aaps.Select(_town.Node).Where(node => node.IsUp).Select(node => (AuthoritySide)node.Role.Side!);

    public TownSchedule Run()
    {
        foreach (var aap in _aaps)
            StartNode(aap);
        foreach (var member in _members)
            StartNode(member);
        Wait(TimeSpan.FromSeconds(1 + 30 * Dice.NextFraction()));
        _town.Weather = new(0.3 * Dice.NextFraction(), 0.1 * Dice.NextFraction(), 0.25 * Dice.NextFraction());
        for (var step = 0; step < _steps; step++)
        {
            Misfortune();
            Wait(TimeSpan.FromSeconds(60 * Math.Pow(Dice.NextFraction(), 2)));
        }
        Heal();
        return this;
    }

    private void StartNode(Ipv4Address address) => _town.Start(address, _settings, [.. RowsOf(address).Select(row => (row.HomeAgent, row.Network))]);

    // Neighbours share subnets here and there; some subnets have two home agents, and those of the authoritative access points have one too.
    private List<MapRow> RowsOf(Ipv4Address address)
    {
        var subnet = address.Value / 256 * 256;
        if (subnet / 256 % 3 == 2)
            subnet -= 256;
        List<MapRow> rows = [new(new(subnet + 1), 24)];
        if (subnet / 256 % 5 == 0)
            rows.Add(new(new(subnet + 9), 24));
        foreach (var row in rows)
        {
            if (_town.LivingHomeAgents.Add(row))
                _aliveSince[row] = _town.Now;
        }
        return rows;
    }

    private void Misfortune()
    {
        var node = Dice.Chance(0.3) ? _aaps[Dice.Below(_aaps.Length)] : _members[Dice.Below(_members.Length)];
        switch (Dice.Below(8))
        {
            case 0 or 1:
                Crash(node);
                break;
            case 2:
                Crash(node);
                Wait(TimeSpan.FromSeconds(5 * Dice.NextFraction()));
                StartNode(node);
                break;
            case 3:
                Revive();
                break;
            case 4:
                foreach (var address in _aaps.Concat(_members))
                    _town.Isolate(address, Dice.Below(3));
                break;
            case 5:
                _town.Isolate(node, 3);
                break;
            case 6:
                _town.Heal();
                break;
            default:
                Demolish(node);
                break;
        }
    }

    private void Crash(Ipv4Address address)
    {
        _town.Crash(address);
        _union = Union(); // what only it knew is lost with it
    }

    // A subnet is given up: its home agent and its access points go.
    private void Demolish(Ipv4Address address)
    {
        if (_aaps.Any(aap => RowsInUse(aap).Intersect(RowsInUse(address)).Any()))
            return;
        foreach (var member in _members.Where(member => RowsInUse(member).Intersect(RowsInUse(address)).Any()))
            Crash(member);
        foreach (var row in RowsInUse(address))
            _town.LivingHomeAgents.Remove(row);
    }

    private IEnumerable<MapRow> RowsInUse(Ipv4Address address) => _town.Node(address).OwnRows.Select(row => new MapRow(row.HomeAgent, (byte)row.Network.Length));

    private void Revive()
    {
        foreach (var address in _aaps.Concat(_members).Where(address => !_town.Node(address).IsUp && IsServed(address)))
            StartNode(address);
    }

    private bool IsServed(Ipv4Address address) => RowsInUse(address).All(_town.LivingHomeAgents.Contains);

    private void Heal()
    {
        _town.Heal();
        _town.Weather = TownWeather.Clear;
        foreach (var aap in _aaps.Where(aap => !_town.Node(aap).IsUp))
            StartNode(aap);
        Wait(s_period * 2);
        CheckAapsEqual("two compare periods after healing");
        Wait(TimeSpan.FromSeconds(130) - s_period * 2);
        CheckAapsEqual("130 s after healing");
        CheckMembers("130 s after healing");
        CheckNothingLost();
        Wait(TimeSpan.FromSeconds(720)); // a home agent that answered just before it died is asked again after 600 s
        CheckAapsEqual("at the end");
        CheckMembers("at the end");
        CheckNoPhantom();
        CheckWriters();
    }

    private void Wait(TimeSpan duration)
    {
        for (var left = duration; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(5))
        {
            _town.Run(left < TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(5));
            CheckUnion();
        }
    }

    // One that was dead just now may have missed its rounds.
    private bool HasLivedLong(MapRow row) => _town.LivingHomeAgents.Contains(row) && _town.Now - _aliveSince[row] > s_verdict;

    private HashSet<MapRow> Union() => [.. LivingAaps.SelectMany(aap => aap.Ledger.Merged.ToSorted().Select(entry => entry.Row))];

    // A row whose home agent lives never leaves the last authoritative access point that knows it.
    private void CheckUnion()
    {
        var union = Union();
        foreach (var row in _union)
        {
            if (HasLivedLong(row) && !union.Contains(row))
                Faults.Add($"{_town.Now}: row {row} lost although its home agent lives");
        }
        _union = union;
    }

    private ulong[] Generations() => [.. LivingAaps.Select(aap => aap.Ledger.Own.Generation)];

    private bool AreAapsEqual() => LivingAaps.Select(aap => aap.Ledger.Merged.Digest()).Distinct().Count() == 1;

    // Access points are still coming and going: what changed in this very second is on its way.
    private void CheckAapsEqual(string when)
    {
        var before = Generations();
        Wait(s_inFlight);
        if (!AreAapsEqual() && !Generations().SequenceEqual(before))
            Wait(s_inFlight);
        if (!AreAapsEqual())
            Faults.Add($"{_town.Now}: different tables on authoritative access points {when}: {string.Join(" | ", Differences())}");
    }

    private IEnumerable<string> Differences()
    {
        var union = Union();
        return LivingAaps.Select((aap, index) => $"{index} lacks {string.Join(',', union.Where(row => !aap.Ledger.Merged.Contains(row)))}");
    }

    private void CheckMembers(string when)
    {
        var digest = LivingAaps.First().Ledger.Merged.Digest();
        foreach (var node in _members.Select(_town.Node).Where(node => node.IsUp))
        {
            var side = (MemberSide)node.Role.Side!;
            if (side.State.Phase != MemberPhase.InSync || side.Table.Digest != digest)
                Faults.Add($"{_town.Now}: {node.Address} is {side.State.Phase} with {side.Table.Count} rows {when}");
        }
    }

    private void CheckNothingLost()
    {
        foreach (var node in _aaps.Concat(_members).Select(_town.Node).Where(node => node.IsUp))
        {
            foreach (var row in RowsInUse(node.Address))
            {
                if (!LivingAaps.All(aap => aap.Ledger.Merged.TryGet(row, out var entry) && entry.State == MapRowState.Active))
                    Faults.Add($"{_town.Now}: row {row} of {node.Address} is missing or not active");
            }
        }
    }

    private void CheckNoPhantom()
    {
        foreach (var row in Union().Where(row => !_town.LivingHomeAgents.Contains(row)))
            Faults.Add($"{_town.Now}: row {row} is still there although nobody answers for it");
    }

    // What the others hold of an authoritative access point is exactly what that one claims.
    private void CheckWriters()
    {
        foreach (var writer in _aaps)
        {
            var own = ((AuthoritySide)_town.Node(writer).Role.Side!).Ledger.Own.ToSorted();
            foreach (var reader in _aaps.Where(reader => reader != writer))
            {
                if (!((AuthoritySide)_town.Node(reader).Role.Side!).ClaimsOf(writer).SequenceEqual(own))
                    Faults.Add($"{_town.Now}: {reader} holds other claims of {writer} than that one has");
            }
        }
    }
}
