using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tests.SubnetMaps.Town;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps;

/// <summary>What an authoritative access point answers, and what it passes over in silence (protocol reference 15.3).</summary>
public sealed class ReceiveTests
{
    private static readonly Ipv4Address s_aap = Ipv4Address.Parse("10.0.0.2");
    private static readonly Ipv4Address s_ap = Ipv4Address.Parse("10.20.0.2");
    private static readonly MapRow s_row = new(Ipv4Address.Parse("10.20.0.1"), 24);
    private readonly MapTown _town = new(1) { Records = true };
    private readonly TownNode _node;
    private readonly FakePeer _peer;

    public ReceiveTests()
    {
        _node = _town.Start(s_aap, TownNode.Exchange([s_aap], 0));
        _peer = new FakePeer(_town, s_ap, _node, 5).Listen();
    }

    [Fact]
    [Requirement("MAP-021")]
    public void Datagram_WithAWrongHmac_GetsNoAnswer()
    {
        var octets = _peer.Seal(MapMessageType.Hello, Hello);
        octets[^1] ^= 1;
        _peer.Send(octets);

        AssertSilent(MapRefusal.Hmac);
    }

    [Fact]
    [Requirement("MAP-022")]
    public void Datagram_ForAnotherReceiver_GetsNoAnswer()
    {
        _peer.Send(MapMessageType.Hello, Hello, twist: header => header with { Receiver = s_ap });

        AssertSilent(MapRefusal.Receiver);
    }

    [Fact]
    [Requirement("MAP-023")]
    public void Datagram_FromAnotherSourceThanItsSender_GetsNoAnswer()
    {
        _peer.Send(_peer.Seal(MapMessageType.Hello, Hello), source: Ipv4Address.Parse("10.20.0.99"));

        AssertSilent(MapRefusal.Sender);
    }

    [Fact]
    [Requirement("MAP-024")]
    public void Datagram_SentTwice_CountsOnce()
    {
        _peer.Register(s_row);
        var keepalive = _peer.Seal(MapMessageType.Keepalive, new MapKeepalive().WriteTo);
        _peer.Send(keepalive);
        var answers = _peer.Received.Count;
        _peer.Send(keepalive);

        Assert.Equal(answers, _peer.Received.Count);
        Assert.Equal(1, FakePeer.CountersOf(_node).Refused[MapRefusal.Replay]);
    }

    [Fact]
    [Requirement("MAP-024")]
    public void Datagram_OfAnEarlierRunOfThePeer_GetsNoAnswer()
    {
        _peer.Register(s_row);
        var answers = _peer.Received.Count;
        _peer.Epoch = new(4);
        _peer.Send(MapMessageType.Keepalive, new MapKeepalive().WriteTo);

        Assert.Equal(answers, _peer.Received.Count);
        Assert.Equal(1, FakePeer.CountersOf(_node).Refused[MapRefusal.SenderEpoch]);
    }

    [Theory]
    [InlineData(0, MapRefusal.Magic)]
    [InlineData(4, MapRefusal.Version)]
    [InlineData(9, MapRefusal.Length)]
    [Requirement("MAP-025")]
    public void Datagram_OfAnotherMagicVersionOrLength_GetsNoAnswer(int octet, MapRefusal refusal)
    {
        var octets = _peer.Seal(MapMessageType.Hello, Hello);
        octets[octet]++;
        _peer.Send(octets);

        AssertSilent(refusal);
    }

    [Fact]
    [Requirement("MAP-027")]
    public void Hello_ReplayedByAnyone_MakesNoSession()
    {
        var hello = _peer.Seal(MapMessageType.Hello, Hello);
        _peer.Send(hello);
        _peer.Send(hello);

        Assert.Equal([MapMessageType.HelloAck, MapMessageType.HelloAck], _peer.Received.Select(message => message.Header.Type));
        Assert.Empty(_node.Snapshot(_town.Now).Members);
    }

    [Fact]
    [Requirement("MAP-027")]
    public void Hello_OfALaterRun_LeavesTheSessionAlone()
    {
        _peer.Register(s_row);
        _peer.Epoch = new(6);
        _peer.Hello(s_aap);

        Assert.Single(_node.Snapshot(_town.Now).Members);
    }

    [Fact]
    [Requirement("MAP-028")]
    public void Message_ForAnEarlierRunOfTheReceiver_IsAnsweredByHelloRequired()
    {
        _peer.TargetEpoch = new(1);
        _peer.Send(MapMessageType.Keepalive, new MapKeepalive().WriteTo, transaction: 20);

        Assert.Equal(new MapError { Code = MapErrorCode.HelloRequired, OffendingType = MapMessageType.Keepalive, OffendingTransaction = 20 }, _peer.LastError());
        Assert.Equal(_peer.Epoch, _peer.Last.Header.ReceiverEpoch);
    }

    [Fact]
    [Requirement("MAP-028")]
    public void Error_InReturn_IsSentOnceASecond()
    {
        _peer.TargetEpoch = new(1);
        for (var i = 0; i < 5; i++)
            _peer.Send(MapMessageType.Keepalive, new MapKeepalive().WriteTo);
        _town.RunSeconds(1);
        _peer.Send(MapMessageType.Keepalive, new MapKeepalive().WriteTo);

        Assert.Equal(2, _peer.Received.Count);
        Assert.Equal(4, FakePeer.CountersOf(_node).Dropped[SubnetMapDrop.ErrorHeldBack]);
    }

    [Fact]
    public void Error_WithAWrongReceiverEpoch_IsNotAnsweredByAnother()
    {
        _peer.TargetEpoch = new(1);
        _peer.Send(MapMessageType.Error, body => new MapError { Code = MapErrorCode.SlowDown, OffendingType = MapMessageType.Hello }.WriteTo(body));

        Assert.Empty(_peer.Received);
    }

    [Fact]
    [Requirement("MAP-029")]
    public void Register_WithAMalformedBody_IsAnsweredByErrorAndChangesNothing()
    {
        MapEntry[] entries = [new() { State = MapRowState.Active, PrefixLength = 33, HomeAgent = s_row.HomeAgent }];
        _peer.Send(MapMessageType.Register, body => new MapRegister { Lifetime = 600 }.WriteTo(body, entries));

        Assert.Equal(MapErrorCode.MalformedBody, _peer.LastError().Code);
        Assert.Empty(_node.Snapshot(_town.Now).Members);
    }

    [Fact]
    [Requirement("MAP-031")]
    public void Message_WithUnknownFlagBits_IsTakenAllTheSame()
    {
        var octets = _peer.Seal(MapMessageType.Hello, Hello, twist: header => header with { Bits = (MapBits)0x8000 });
        octets[6] |= 0x80; // the writer of the header leaves unknown bits out
        var key = TownNode.Key.Key.Octets;
        System.Security.Cryptography.HMACSHA256.HashData(key, octets.AsSpan(0, octets.Length - 32), octets.AsSpan(octets.Length - 32));
        _peer.Send(octets);

        Assert.Equal(MapMessageType.HelloAck, _peer.Last.Header.Type);
    }

    [Fact]
    public void Message_OfAnUnknownType_IsAnsweredByError()
    {
        _peer.Send((MapMessageType)99, _ => 0);

        Assert.Equal(MapErrorCode.UnknownType, _peer.LastError().Code);
    }

    [Fact]
    public void Keepalive_WithoutRegistration_IsAnsweredByHelloRequired()
    {
        _peer.Send(MapMessageType.Keepalive, new MapKeepalive().WriteTo);

        Assert.Equal(MapErrorCode.HelloRequired, _peer.LastError().Code);
    }

    [Fact]
    [Requirement("MAP-019")]
    public void Hello_WithAnotherList_IsAnsweredAndTheOddOneNamed()
    {
        _peer.Hello(s_aap, s_ap);
        _peer.Hello(s_aap, s_ap);

        Assert.True(MapHelloAck.TryParse(_peer.Last.Body, out var ack, out _));
        Assert.Equal(MapHelloStatus.ListsDiffer, ack.Status);
        Assert.Equal([s_ap], _node.Snapshot(_town.Now).DifferingLists);
        Assert.Single(_node.Reports, report => report.Code == "aap-lists-differ");
    }

    [Fact]
    public void Digest_FromANodeThatIsNoAap_IsAnsweredByListsDiffer()
    {
        _peer.Send(MapMessageType.Digest, new MapDigest().WriteTo);

        Assert.Equal(MapErrorCode.ListsDiffer, _peer.LastError().Code);
    }

    [Fact]
    [Requirement("MAP-005")]
    public void Register_WithoutTable_IsOfferedAWholeOne()
    {
        _peer.Register(s_row);
        _town.RunSeconds(1);
        var ack = _peer.Register(s_row);

        Assert.Equal((MapNextStep.AskForSnapshot, 1u), (ack.Next, ack.RowCount));
    }

    [Fact]
    [Requirement("MAP-006")]
    public void Register_ByANewAccessPoint_AddsItAndItsRow()
    {
        _peer.Register(s_row);
        _town.RunSeconds(1);

        var picture = _node.Snapshot(_town.Now);
        Assert.Equal((s_ap, 1), (picture.Members.Single().Address, picture.Members.Single().Rows));
        Assert.Equal((s_row.HomeAgent, 1), (picture.Rows.Single().HomeAgent, picture.Rows.Single().AccessPoints));
    }

    [Theory]
    [InlineData("10.0.0.1", 4)]
    [InlineData("10.20.0.0", 24)]
    [InlineData("10.20.0.255", 24)]
    [InlineData("127.0.0.1", 24)]
    [InlineData("224.0.0.1", 24)]
    [Requirement("MAP-043")]
    public void Register_OfARowNoHomeAgentCanServe_IsRefused(string homeAgent, int prefixLength)
    {
        var ack = _peer.Register(new MapRow(Ipv4Address.Parse(homeAgent), (byte)prefixLength));

        Assert.Equal(MapRegisterStatus.SomeRowsRefused, ack.Status);
        Assert.Equal(1, FakePeer.CountersOf(_node).Dropped[SubnetMapDrop.RowRefused]);
    }

    [Fact]
    [Requirement("MAP-021")]
    public void Flood_OfForgedDatagrams_MakesNoState()
    {
        for (uint i = 0; i < 1000; i++)
        {
            var octets = _peer.Seal(MapMessageType.Register, body => new MapRegister { Lifetime = 600 }.WriteTo(body, []));
            octets[^1]++;
            _peer.Send(octets);
        }

        AssertSilent(MapRefusal.Hmac);
        Assert.Empty(_node.Snapshot(_town.Now).Members);
    }

    private static int Hello(Span<byte> body) =>
        new MapHello { Role = MapRole.AccessPoint, MinVersion = 1, MaxVersion = 1, AapListDigest = AapList.Digest([s_aap]) }.WriteTo(body);

    private void AssertSilent(MapRefusal refusal)
    {
        Assert.Empty(_peer.Received);
        Assert.Equal([refusal], FakePeer.CountersOf(_node).Refused.Keys);
    }
}
