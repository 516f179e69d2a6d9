using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tests.SubnetMaps.Town;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps;

/// <summary>The golden messages of the exchange through the role: the authoritative access point 10.0.0.2 and the access point 10.20.0.2.</summary>
public sealed class VectorTests
{
    private static readonly Ipv4Address s_aap = Ipv4Address.Parse("10.0.0.2");
    private static readonly Ipv4Address s_ap = Ipv4Address.Parse("10.20.0.2");
    private static readonly MapKey s_key = new(TownNode.Key.Id, TownNode.Key.Key);
    private readonly List<EngineAction> _actions = [];
    private readonly SeededEntropy _entropy = new(1);
    private TimeSpan _now;

    [Fact]
    [Requirement("MAP-005", "MAP-030")]
    public void Aap_GivenTheGoldenRegister_AnswersAsTheGoldenAcknowledgement()
    {
        var role = Aap();
        Give(role, s_ap, Octets("smx-hello"));
        Give(role, s_ap, Octets("smx-register"));

        Assert.Equal(BodyOf(Octets("smx-register-ack")), BodyOf(Sent()));
        Assert.Equal((0x69a3ff00cafef00dul, 0x69a40000deadbeeful, 18u), KeyOf(Sent()));
    }

    [Fact]
    [Requirement("MAP-030")]
    public void Aap_GivenTheGoldenSnapshotRequest_SendsTheGoldenPart()
    {
        var role = Aap();
        Give(role, s_ap, Octets("smx-register"));
        Give(role, s_ap, Octets("smx-snapshot-request"));

        // The rows and their order; how many access points vouch for each is told by no more than the last publication.
        Assert.True(MapSnapshotPart.TryParse(BodyOf(Sent()), out var part, out var entries, out _));
        Assert.True(MapSnapshotPart.TryParse(BodyOf(Octets("smx-snapshot-part")), out var golden, out var goldenEntries, out _));
        Assert.Equal(golden, part);
        Assert.Equal(goldenEntries.ToArray(), entries.ToArray());
    }

    [Fact]
    [Requirement("MAP-027")]
    public void Aap_GivenTheGoldenHello_AnswersAndRemembersNothing()
    {
        var role = Aap();
        var members = Picture(role).Members.Length;
        Give(role, s_ap, Octets("smx-hello"));

        Assert.True(MapHelloAck.TryParse(BodyOf(Sent()), out var ack, out _));
        Assert.Equal((MapRole.Authoritative, (byte)1, (byte)1), (ack.Role, ack.AapIndex, ack.Version));
        Assert.Equal(members, Picture(role).Members.Length);
    }

    [Fact]
    public void Aap_GivenTheGoldenKeepaliveAfterAChange_AnnouncesDeltas()
    {
        var role = Aap();
        Give(role, s_ap, Octets("smx-register"));
        Pass(role, 1);
        Give(role, s_ap, Octets("smx-keepalive"));

        Assert.True(MapKeepaliveAck.TryParse(BodyOf(Sent()), out var ack, out _));
        Assert.Equal((MapNextStep.DeltasFollow, 0x69a3ff0000000005ul), (ack.Next, ack.Generation));
        _actions.Clear();
        Pass(role, 0);
        Assert.True(MapDelta.TryParse(BodyOf(Sent()), out var delta, out _, out _));
        Assert.Equal((0x69a3ff0000000004ul, 0x69a3ff0000000005ul), (delta.FromGeneration, delta.ToGeneration));
    }

    [Fact]
    public void Aap_GivenTheGoldenGoodbye_ForgetsTheAccessPoint()
    {
        var role = Aap();
        Give(role, s_ap, Octets("smx-register"));
        var members = Picture(role).Members.Length;
        Give(role, s_ap, Octets("smx-goodbye"));

        Assert.Equal(members - 1, Picture(role).Members.Length);
        Assert.True(MapGoodbyeAck.TryParse(BodyOf(Sent()), out var ack, out _));
        Assert.Equal(MapGoodbyeReason.Disabled, ack.Reason);
    }

    [Theory]
    [InlineData("smx-bad-hmac", MapRefusal.Hmac)]
    [InlineData("smx-bad-receiver", MapRefusal.Receiver)]
    [InlineData("smx-bad-length", MapRefusal.Length)]
    [InlineData("smx-bad-version", MapRefusal.Version)]
    [Requirement("MAP-021", "MAP-022", "MAP-025")]
    public void Aap_GivenABadGoldenMessage_IsSilentAndCountsWhy(string name, MapRefusal refusal)
    {
        var role = Aap();
        var octets = Octets(name);
        Assert.True(MapHeader.TryParse(Octets("smx-register"), out var header, out _));
        Give(role, header.Sender, octets);

        Assert.Empty(_actions.OfType<SendDatagram>());
        Assert.Equal(1, role.Counters.Refused[refusal]);
    }

    [Fact]
    [Requirement("MAP-005", "MAP-030", "MAP-032")]
    public void Member_GivenTheGoldenAnswers_HasTheTableOfTheManual()
    {
        var role = Member();

        Assert.Equal(["10.3.4.4", "10.10.4.2", "10.10.10.1", "10.12.1.1", "10.20.0.1"], Picture(role).Rows.Select(row => row.HomeAgent.ToString()).Order(StringComparer.Ordinal)
            .OrderBy(text => Ipv4Address.Parse(text)));
        Assert.Equal(VectorFile.Load("subnetmap")["smx-snapshot-part"].Context.GetProperty("table_digest_after").GetString(), Hex.Format(Picture(role).Digest.AsSpan()));
    }

    [Fact]
    [Requirement("MAP-007")]
    public void Member_GivenTheGoldenDelta_AnswersAsTheGoldenAcknowledgement()
    {
        var role = Member();
        _actions.Clear();
        Give(role, s_aap, Octets("smx-delta"));

        Assert.Equal(BodyOf(Octets("smx-delta-ack")), BodyOf(Sent()));
        Assert.Equal(VectorFile.Load("subnetmap")["smx-delta"].Context.GetProperty("table_digest_after").GetString(), Hex.Format(Picture(role).Digest.AsSpan()));
    }

    [Fact]
    [Requirement("MAP-028")]
    public void Member_GivenTheGoldenHelloRequired_SaysHello()
    {
        var role = Member();
        _actions.Clear();
        Give(role, s_aap, Octets("smx-error-hello-required", header => header with { Sequence = 9 }));

        Assert.True(MapHeader.TryParse(Sent(), out var header, out _));
        Assert.Equal(MapMessageType.Hello, header.Type);
    }

    // The table of the manual's example: four rows, each registered by two access points, generation 4.
    private SubnetMapRole Aap()
    {
        var role = new SubnetMapRole(TownNode.SettingsOf(s_aap, TownNode.Exchange([s_aap], 0x69a3ff00cafef00d)));
        (string Address, int Length)[] rows = [("10.10.10.1", 24), ("10.10.4.2", 24), ("10.3.4.4", 29), ("10.12.1.1", 16)];
        for (uint ap = 0; ap < 2; ap++)
        {
            var body = new byte[200];
            var length = new MapRegister { Lifetime = 600 }.WriteTo(body,
                [.. rows.Select(row => new MapEntry { State = MapRowState.Active, HomeAgent = Ipv4Address.Parse(row.Address), PrefixLength = (byte)row.Length })]);
            var header = new MapHeader
            {
                Type = MapMessageType.Register,
                Sender = new(s_ap.Value + 100 + ap),
                Receiver = s_aap,
                SenderEpoch = new(1),
                ReceiverEpoch = new(0x69a3ff00cafef00d),
                Sequence = 1,
            };
            Give(role, header.Sender, Seal(header, body.AsSpan(0, length)));
        }
        Pass(role, 1);
        _actions.Clear();
        return role;
    }

    private SubnetMapRole Member()
    {
        var role = new SubnetMapRole(TownNode.SettingsOf(s_ap, TownNode.Exchange([s_aap], 0x69a40000deadbeef)));
        Handle(role, Woken.Instance);
        Handle(role, new OwnHomeAgents([(Ipv4Address.Parse("10.20.0.1"), Ipv4Prefix.Parse("10.20.0.0/24"))]));
        Pass(role, 6);
        foreach (var name in new[] { "smx-hello-ack", "smx-register-ack", "smx-snapshot-part" })
        {
            Assert.True(MapHeader.TryParse(Sent(), out var asked, out _));
            Give(role, s_aap, Octets(name, header => header with { Transaction = asked.Transaction }));
        }
        return role;
    }

    private static byte[] Octets(string name) => VectorFile.Load("subnetmap")[name].Octets;

    // The same message with another header, sealed again.
    private static byte[] Octets(string name, Func<MapHeader, MapHeader> twist)
    {
        var octets = Octets(name);
        Assert.True(MapHeader.TryParse(octets, out var header, out _));
        return Seal(twist(header), octets.AsSpan(MapHeader.FixedSize, octets.Length - MapHeader.MinDatagramSize));
    }

    private static byte[] Seal(in MapHeader header, ReadOnlySpan<byte> body)
    {
        var octets = new byte[MapHeader.MinDatagramSize + body.Length];
        body.CopyTo(SubnetMapDatagram.BodyOf(octets));
        SubnetMapDatagram.Seal(header, s_key, octets, body.Length);
        return octets;
    }

    private static byte[] BodyOf(byte[] octets) => octets[MapHeader.FixedSize..^MapHeader.TrailerSize];

    private static (ulong Sender, ulong Receiver, uint Transaction) KeyOf(byte[] octets) =>
        MapHeader.TryParse(octets, out var header, out _) ? (header.SenderEpoch.Value, header.ReceiverEpoch.Value, header.Transaction) : default;

    private SubnetMapSnapshot Picture(SubnetMapRole role) => role.Snapshot(new(_now, TownTime.Wall(_now)));

    private byte[] Sent() => _actions.OfType<SendDatagram>().Last().Payload.ToArray();

    private void Give(SubnetMapRole role, Ipv4Address source, byte[] octets) =>
        Handle(role, new DatagramReceived(new(1), default, source, s_aap, 64, 6500, 6500, octets));

    private void Pass(SubnetMapRole role, double seconds)
    {
        var end = _now + TimeSpan.FromSeconds(seconds);
        while (role.WakeAt <= end)
        {
            _now = role.WakeAt > _now ? role.WakeAt.Value : _now;
            Handle(role, Woken.Instance);
        }
        _now = end;
    }

    private void Handle(SubnetMapRole role, EngineEvent input) => role.Handle(input, new StepContext(new(_now, TownTime.Wall(_now)), _entropy, _actions));
}
