using CsCheck;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Random sequences of everything that can happen to an access point; after every step the promises below have to hold.</summary>
public sealed class RandomWalkTests
{
    private static readonly Ipv4Address[] s_addresses = [Town.Visitor, Ipv4Address.Parse("10.30.0.202"), Town.Local, Ipv4Address.Parse("10.99.0.1"), Town.Agent];
    private static readonly MacAddress[] s_stations = [Town.Station, Town.OtherStation, MacAddress.Parse("00:00:67:02:51:95")];
    private static readonly byte[] s_codes = [0, 0, 0, 0, 1, 64, 65, 66, 67, 69, 70, 72, 74, 75, 77, 78, 80, 90, 104, 128, 129, 130, 131, 132, 134, 136, 137, 138, 139, 149, 150, 194];

    private static readonly AccessPointSettings s_settings = Town.Proxy with
    {
        ServiceSets = [Town.ServiceSet],
        ReverseTunnel = true,
        ProxyExtensions = true,
        HasAssociationServer = true,
        Associations = new([new(Town.Visitor, Town.Visitor, Town.Association), new(Town.Local, Town.Local, Town.Association)]),
    };

    [Fact]
    [Requirement("APX-045", "APX-070", "APX-071", "MSG-042", "MSG-045")]
    public void AnyWalk_KeepsEveryPromise() =>
        Gen.Select(Gen.Int[0, 16], Gen.Int[0, 999]).Array[1, 120].Sample(steps => Walk(steps, false), iter: 400);

    [Fact]
    [Requirement("APX-045", "MSG-042")]
    public void AnyWalk_WithRefusedTimestamps_KeepsEveryPromise() =>
        Gen.Select(Gen.Int[0, 17], Gen.Int[0, 999]).Array[1, 120].Sample(steps => Walk(steps, true), iter: 400);

    private static void Walk((int Kind, int Value)[] steps, bool refusesTimestamps)
    {
        var bench = new AccessPointBench(s_settings, seed: steps.Length) { Silent = true };
        var on = true;
        foreach (var (kind, value) in steps)
        {
            Take(bench, kind, value, ref on);
            Check(bench, refusesTimestamps);
        }
        bench.Run(500);
        Check(bench, refusesTimestamps);
    }

    private static void Take(AccessPointBench bench, int kind, int value, ref bool on)
    {
        var station = s_stations[value % s_stations.Length];
        switch (kind)
        {
            case 0:
                bench.Associate(station, value % 10 == 9 ? "guests" : Town.ServiceSet, value % 4 == 3 ? "someone@example.net" : null);
                break;
            case 1 or 2 or 3:
                bench.Hear(s_addresses[value / 3 % s_addresses.Length], station, value % 7 == 6 ? AddressEvidence.DhcpAcknowledgement : AddressEvidence.ArpSender);
                break;
            case 4:
                bench.Handle(new StationLeft(station));
                break;
            case 5:
                bench.Advertise(bits: Bits(value), sequence: (ushort)value, lifetime: (ushort)(value % 400));
                break;
            case 6:
                bench.Advertise(Town.OtherAgent, Town.OtherAgentLink, Bits(value), lifetime: 1000);
                break;
            case 7:
                bench.Map([.. new[] { Town.HomeAgent, Town.OtherHomeAgent }.Where((_, i) => (value >> i & 1) == 1).Select(agent => Town.Row(agent))]);
                break;
            case 8 or 9 or 10 or 11 when bench.Requests.Any():
                bench.Reply((ReplyCode)s_codes[value % s_codes.Length], lifetime: (ushort)(value % 3 == 0 ? 30 : 600), signed: value % 11 != 0, tail: value % 13 == 0 ? _ => [45, 2, 0, 66] : null);
                break;
            case 12:
                on = value % 5 != 0;
                bench.Handle(new SettingsChanged(Town.Node(s_settings with { Enabled = on })));
                break;
            case 13:
                bench.Handle(new AssociationAnswered(s_addresses[value % 3], (AssociationAnswer)(value % 4), value % 4 == 0 ? Town.Association : null, null, "10.0.0.5"));
                break;
            case 14:
                bench.Handle(new FirstPacketDown(station));
                break;
            case 15:
                bench.ClockError = TimeSpan.FromSeconds(value - 500);
                break;
            case 17 when bench.Requests.Any():
                bench.ReplyMismatch(Town.Epoch + bench.Uptime + TimeSpan.FromSeconds(value - 500));
                break;
            default:
                bench.Run(value < 900 ? value / 100.0 : value);
                break;
        }
    }

    private static void Check(AccessPointBench bench, bool refusesTimestamps)
    {
        for (var i = 0; i < 5 && bench.Agent.WakeAt <= bench.Uptime; i++)
            bench.Wake();
        Assert.False(bench.Agent.WakeAt <= bench.Uptime, "a deadline stays in the past");
        foreach (var client in bench.Requests.GroupBy(entry => entry.Request.HomeAddress))
        {
            var sent = client.ToList();
            for (var i = 1; i < sent.Count; i++)
            {
                Assert.True(sent[i].At - sent[i - 1].At >= 0.999999, "two requests of a client within a second");
                Assert.True(refusesTimestamps || sent[i].Request.Identification > sent[i - 1].Request.Identification, "an Identification that does not grow");
            }
            Assert.Equal(sent.Count, sent.Select(entry => entry.Request.Identification).Distinct().Count());
            Assert.All(sent, entry => Assert.Equal(0, (int)(entry.Request.Bits & ~(RegistrationBits.ReverseTunnel | RegistrationBits.Gre))));
        }
        CheckCounters(bench.Counters);
        CheckClients(bench);
    }

    private static void CheckCounters(AccessPointCounters counters)
    {
        Assert.Equal(counters.RegistrationRepliesReceived,
            counters.RegistrationRequestSuccesses + counters.RegistrationRequestsDeniedByForeignAgent + counters.RegistrationRequestsDeniedByHomeAgent);
        Assert.True(counters.AuthenticationFailuresForHomeAgent <= counters.RegistrationRequestsDeniedByHomeAgent);
        Assert.True(counters.AuthenticationFailuresForForeignAgent <= counters.RegistrationRequestsDeniedByForeignAgent);
        Assert.True(counters.RegistrationRepliesReceived <= 2 * counters.RegistrationRequestsSent); // a doubtful refusal and a genuine reply at most
        Assert.True(counters.DeregisterRepliesReceived <= 2 * counters.DeregisterRequestsSent);
    }

    private static void CheckClients(AccessPointBench bench)
    {
        var snapshot = bench.Snapshot;
        Assert.Equal(snapshot.MobileNodes.Distinct(), snapshot.MobileNodes);
        var paths = bench.Log.Where(entry => entry.Action is PathChange).GroupBy(entry => entry.Action is SetStationPath set ? set.Station : ((RemoveStationPath)entry.Action).Station)
            .ToDictionary(group => group.Key, group => group.Last().Action as SetStationPath);
        foreach (var client in snapshot.Clients)
        {
            var path = paths.GetValueOrDefault(client.Station)?.Path;
            var expected = client.Phase switch
            {
                ClientPhase.Registered or ClientPhase.Renewing => StationPath.Visitor,
                ClientPhase.Home or ClientPhase.Unproxied => StationPath.Bridge,
                ClientPhase.Quarantined => StationPath.Quarantined,
                ClientPhase.Requesting or ClientPhase.Held => StationPath.Hold,
                _ => path,
            };
            Assert.True(expected == path, $"{client.Phase} ({client.Reason?.Code}) on path {path}");
            Assert.True(client.Phase is ClientPhase.Registered == (client.IsServed && client.Reason is null && client.CareOfAddress is not null), $"{client.Phase} ({client.Reason?.Code})");
        }
        Assert.DoesNotContain(Town.Agent, snapshot.MobileNodes);
    }

    private static MobilityAgentBits Bits(int value) => (value % 4) switch
    {
        0 => MobilityAgentBits.ForeignAgent,
        1 => MobilityAgentBits.ForeignAgent | MobilityAgentBits.HomeAgent | MobilityAgentBits.ReverseTunnel,
        2 => MobilityAgentBits.HomeAgent,
        _ => MobilityAgentBits.ForeignAgent | MobilityAgentBits.Busy,
    };
}
