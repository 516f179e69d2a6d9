using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tests.SubnetMaps.Town;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps;

/// <summary>Home agents nobody vouches for: probed, kept or removed; Clear and Refresh on an authoritative access point and on a member.</summary>
public sealed class ProbeTests
{
    private static readonly Ipv4Address[] s_aaps = [Ipv4Address.Parse("10.0.0.2"), Ipv4Address.Parse("10.0.0.3")];
    private static readonly Ipv4Address s_ap = Ipv4Address.Parse("10.20.0.2");
    private static readonly MapRow s_row = new(Ipv4Address.Parse("10.20.0.1"), 24);
    private readonly MapTown _town = new(5) { Records = true };

    [Fact]
    [Requirement("MAP-011", "MAP-041")]
    public void Probe_OfARowNobodyVouchesFor_IsTheInvalidRequestOfTheManual()
    {
        Orphan();
        _town.RunSeconds(1);

        var (_, probe) = _town.Probes[0];
        var octets = probe.Payload.Span;
        Assert.True(RegistrationRequest.TryParse(octets, out var request, out _));
        Assert.Equal(("10.20.0.255", s_aaps[0], (byte)64, (ushort)434), (probe.Destination.ToString(), probe.Source, probe.TimeToLive, probe.DestinationPort));
        Assert.Equal((1, "10.20.0.0", "10.20.0.255", s_aaps[0], default), ((int)request.Lifetime.Seconds, request.HomeAddress.ToString(), request.HomeAgent.ToString(), request.CareOfAddress, request.Bits));
        Assert.Equal("2014000000ff", Hex.Format(octets[24..30])); // Mobile-Home, 20 octets, SPI 255
        Assert.Equal(46, octets.Length);
        Assert.InRange((long)(request.Identification >> 32) - (TownTime.Wall(_town.Now).ToUnixTimeSeconds() + 2208988800), -2, 0);
    }

    [Fact]
    [Requirement("MAP-012")]
    public void Probe_AnsweredByAnyCode_KeepsTheRow()
    {
        _town.LivingHomeAgents.Add(s_row);
        var aap = Orphan();
        _town.RunSeconds(200);

        Assert.Equal(SubnetMapRowStatus.Active, Row(aap)!.Status);
        Assert.Contains(aap.Reports, report => report.Code == "home-agent-probe-answered");
        Assert.Single(_town.Probes);
    }

    [Fact]
    public void Probe_Answered_IsRepeatedAfterTenMinutes()
    {
        _town.LivingHomeAgents.Add(s_row);
        Orphan();
        _town.RunSeconds(1300);

        Assert.Equal(3, _town.Probes.Count);
        Assert.InRange((_town.Probes[1].At - _town.Probes[0].At).TotalSeconds, 600, 601);
    }

    [Fact]
    [Requirement("MAP-013")]
    public void Probe_NotAnswered_DeletesTheRowAfterThreeRounds()
    {
        var aap = Orphan();
        _town.RunSeconds(60);
        Assert.Equal(SubnetMapRowStatus.Probing, Row(aap)!.Status);
        _town.RunSeconds(15);

        Assert.Null(Row(aap));
        Assert.Equal(15, _town.Probes.Count);
        Assert.Contains(aap.Reports, report => report is { Code: "subnet-map-row-removed", Severity: Severity.ProtocolInfo });
    }

    [Fact]
    [Requirement("MAP-042")]
    public void Probe_WhereRoutersDropDirectedBroadcasts_IsAnsweredByUnicast()
    {
        _town.LivingHomeAgents.Add(s_row);
        _town.DropsDirectedBroadcasts = true;
        var aap = Orphan();
        _town.RunSeconds(200);

        Assert.NotNull(Row(aap));
        Assert.Equal(s_row.HomeAgent, _town.Probes[^1].Probe.Destination);
        Assert.Equal(4, _town.Probes.Count);
    }

    [Fact]
    public void Reply_WithAnotherLowWord_KeepsNothing()
    {
        var aap = Orphan();
        _town.RunSeconds(1);
        Reply(aap, s_row.HomeAgent, s_row.HomeAgent, identification: 12345);

        Assert.Equal(SubnetMapRowStatus.Probing, Row(aap)!.Status);
        Assert.Equal(1, aap.Role.Counters.Dropped[SubnetMapDrop.StrayReply]);
    }

    [Fact]
    public void Reply_FromElsewhereNamingTheHomeAgent_KeepsTheRow()
    {
        var aap = Orphan();
        _town.RunSeconds(1);
        Assert.True(RegistrationRequest.TryParse(_town.Probes[0].Probe.Payload.Span, out var request, out _));
        Reply(aap, Ipv4Address.Parse("10.99.0.1"), s_row.HomeAgent, request.Identification);

        Assert.Equal(1, aap.Role.Counters.ProbesAnswered);
    }

    [Fact]
    public void Reply_FromElsewhereNamingAnother_KeepsNothing()
    {
        var aap = Orphan();
        _town.RunSeconds(1);
        Assert.True(RegistrationRequest.TryParse(_town.Probes[0].Probe.Payload.Span, out var request, out _));
        Reply(aap, Ipv4Address.Parse("10.99.0.1"), Ipv4Address.Parse("10.99.0.1"), request.Identification);

        Assert.Equal(0, aap.Role.Counters.ProbesAnswered);
    }

    [Fact]
    public void Probes_OfManyRows_LeaveAtMostFiveASecond()
    {
        _town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0));
        Ipv4Address[] members = [.. Enumerable.Range(1, 30).Select(i => new Ipv4Address(s_ap.Value + ((uint)i << 8)))];
        foreach (var member in members)
            StartMember(member);
        _town.RunSeconds(20);
        foreach (var member in members)
            SwitchOff(member);
        _town.RunSeconds(60);

        var perSecond = _town.Probes.GroupBy(probe => (int)probe.At.TotalSeconds).Select(group => group.Count());
        Assert.InRange(perSecond.Max(), 4, 5);
    }

    [Fact]
    [Requirement("MAP-044")]
    public void NewRow_ToBeVerified_IsUsedOnlyAfterItsHomeAgentAnswered()
    {
        _town.DropsDirectedBroadcasts = true;
        var settings = TownNode.Exchange(s_aaps.Take(1), 0) with { VerifyNewRows = true };
        var aap = _town.Start(s_aaps[0], settings);
        var member = _town.Start(s_ap, settings, (s_row.HomeAgent, s_row.Network));
        var other = _town.Start(Ipv4Address.Parse("10.30.0.2"), settings);
        _town.RunSeconds(16);
        Assert.Equal(SubnetMapRowStatus.Unverified, Row(aap)!.Status);
        Assert.False(other.Table!.Table.TryFind(Ipv4Address.Parse("10.20.0.9"), out _));

        _town.LivingHomeAgents.Add(s_row);
        _town.RunSeconds(60);
        Assert.Equal(SubnetMapRowStatus.Active, Row(aap)!.Status);
        Assert.True(other.Table!.Table.TryFind(Ipv4Address.Parse("10.20.0.9"), out _));
        Assert.True(member.Table!.Table.TryFind(Ipv4Address.Parse("10.20.0.9"), out _));
    }

    [Fact]
    [Requirement("MAP-017")]
    public void Clear_OnAnAap_RemovesWhatDoesNotAnswerAndKeepsTheRest()
    {
        var living = new MapRow(Ipv4Address.Parse("10.21.0.1"), 24);
        _town.LivingHomeAgents.Add(living);
        var aap = _town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0), (Ipv4Address.Parse("10.0.0.1"), Ipv4Prefix.Parse("10.0.0.0/24")));
        StartMember(s_ap);
        StartMember(Ipv4Address.Parse("10.21.0.2"));
        _town.RunSeconds(20);
        SwitchOff(s_ap);
        SwitchOff(Ipv4Address.Parse("10.21.0.2"));
        _town.RunSeconds(1);
        _town.Give(aap, new SubnetMapClearRequested());
        Assert.Equal(new SubnetMapMaintenance(IsClear: true, 0, 2), aap.Snapshot(_town.Now).Maintenance);
        _town.RunSeconds(15);

        Assert.Equal(new SubnetMapMaintained(1, 3, AapAnswered: true), Assert.Single(aap.Raised.OfType<SubnetMapMaintained>()));
        Assert.Equal(["10.0.0.1", "10.21.0.1"], aap.Snapshot(_town.Now).Rows.Select(row => row.HomeAgent.ToString()));
    }

    [Fact]
    [Requirement("MAP-017")]
    public void Refresh_OnAnAap_AsksButRemovesNothingAfterOneRound()
    {
        var aap = Orphan();
        _town.Give(aap, new SubnetMapRefreshRequested());
        _town.RunSeconds(15);

        Assert.Equal(new SubnetMapMaintained(0, 1, AapAnswered: true), Assert.Single(aap.Raised.OfType<SubnetMapMaintained>()));
        Assert.NotNull(Row(aap));
        Assert.Contains(aap.Raised, raised => raised is Engine.Discovery.AgentWanted);
    }

    [Fact]
    [Requirement("MAP-017")]
    public void Clear_OnAMember_DropsWhatTheAapNoLongerHas()
    {
        var aap = _town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0));
        var member = StartMember(Ipv4Address.Parse("10.30.0.2"));
        StartMember(s_ap);
        _town.RunSeconds(20);
        _town.Filter = datagram => datagram.Destination != member.Address; // it misses the removal
        SwitchOff(s_ap);
        _town.RunSeconds(90);
        Assert.Equal((1, 2), (aap.Snapshot(_town.Now).Rows.Length, member.Snapshot(_town.Now).Rows.Length));
        _town.Filter = null;
        _town.Give(member, new SubnetMapClearRequested());
        _town.RunSeconds(5);

        Assert.Equal(new SubnetMapMaintained(1, 2, AapAnswered: true), Assert.Single(member.Raised.OfType<SubnetMapMaintained>()));
    }

    [Fact]
    [Requirement("MAP-017")]
    public void Clear_OnAMemberWithoutAap_RemovesNothingAndSaysSo()
    {
        _town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0));
        var member = StartMember(s_ap);
        _town.RunSeconds(20);
        _town.Crash(s_aaps[0]);
        _town.Give(member, new SubnetMapClearRequested());
        _town.RunSeconds(20);

        Assert.Equal(new SubnetMapMaintained(0, 1, AapAnswered: false), Assert.Single(member.Raised.OfType<SubnetMapMaintained>()));
        Assert.Single(member.Snapshot(_town.Now).Rows);
    }

    [Fact]
    [Requirement("MAP-039")]
    public void Aap_Dead_ItsClaimsAreAdoptedAndProbedAfterFiveMinutes()
    {
        foreach (var aap in s_aaps)
            _town.Start(aap, TownNode.Exchange(s_aaps, 0));
        _town.Start(s_ap, TownNode.Exchange(s_aaps, 0), (s_row.HomeAgent, s_row.Network));
        _town.RunSeconds(30);
        _town.Crash(s_ap);
        _town.Crash(s_aaps[0]);
        var survivor = _town.Node(s_aaps[1]);
        _town.RunSeconds(250);
        Assert.Equal((SubnetMapRowStatus.Active, 0), (Row(survivor)!.Status, Row(survivor)!.AccessPoints));
        Assert.Empty(_town.Probes);
        _town.RunSeconds(150);

        Assert.Null(Row(survivor));
        Assert.Contains(survivor.Reports, report => report.Code == "aap-peer-lost");
    }

    [Fact]
    [Requirement("MAP-037")]
    public void Claims_OfAnAap_AreWrittenByItAlone()
    {
        foreach (var aap in s_aaps)
            _town.Start(aap, TownNode.Exchange(s_aaps, 0));
        StartMember(s_ap, s_aaps);
        _town.RunSeconds(30);

        Assert.Equal([1, 1], s_aaps.Select(aap => Row(_town.Node(aap))!.AccessPoints!.Value));
        Assert.Equal([0, 1], s_aaps.Select(aap => _town.Node(aap).Snapshot(_town.Now).Peers.Single().Claims));
    }

    [Fact]
    public void Aap_AloneAndRestarted_MembersKeepWhatItDoesNotKnowYet()
    {
        _town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0));
        var member = StartMember(s_ap);
        var other = StartMember(Ipv4Address.Parse("10.30.0.2"));
        _town.RunSeconds(20);
        _town.Crash(s_aaps[0]);
        _town.Crash(other.Address);
        _town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0));
        _town.RunSeconds(250);
        Assert.Equal([SubnetMapRowStatus.Active, SubnetMapRowStatus.Stale], member.Snapshot(_town.Now).Rows.Select(row => row.Status).Order());
        _town.RunSeconds(300);

        Assert.Single(member.Snapshot(_town.Now).Rows);
    }

    private SubnetMapRowView? Row(TownNode node) => node.Snapshot(_town.Now).Rows.SingleOrDefault(row => row.HomeAgent == s_row.HomeAgent);

    private TownNode StartMember(Ipv4Address address, Ipv4Address[]? aaps = null) =>
        _town.Start(address, TownNode.Exchange(aaps ?? [s_aaps[0]], 0), (new(new Ipv4Prefix(address, 24).Network.Value + 1), new(address, 24)));

    // An authoritative access point whose only access point has just left.
    private TownNode Orphan()
    {
        var aap = _town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0));
        StartMember(s_ap);
        _town.RunSeconds(20);
        SwitchOff(s_ap);
        return aap;
    }

    private void SwitchOff(Ipv4Address address)
    {
        var node = _town.Node(address);
        _town.Give(node, new SettingsChanged(node.Settings with { SubnetMap = node.Settings.SubnetMap! with { Enabled = false } }));
    }

    private void Reply(TownNode aap, Ipv4Address source, Ipv4Address homeAgent, ulong identification)
    {
        var octets = new byte[RegistrationReply.FixedSize];
        new RegistrationReply { Code = ReplyCode.UnknownHomeAgentAddress, HomeAgent = homeAgent, Identification = identification }.WriteTo(octets);
        _town.Give(aap, new DatagramReceived(new(1), default, source, aap.Address, 64, 434, 434, octets));
    }
}
