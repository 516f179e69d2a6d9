using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class SubnetMapDatagramTests
{
    private static readonly byte[] s_keepalive = Golden.Write(new MapKeepalive { KnownGeneration = 5 }.WriteTo);
    private static readonly MapPeer s_known = Seen(Maps.AccessPointEpoch, 7);

    public static TheoryData<string> Accepted => VectorFile.Names("subnetmap", vector => vector.Expect.GetProperty("outcome").GetString() == "accept");

    [Theory, MemberData(nameof(Accepted))]
    [Requirement("MAP-021")]
    public void TryOpen_Vector_IsAcceptedByItsReceiver(string name)
    {
        var vector = Maps.Vector(name);
        Assert.True(MapHeader.TryParse(vector.Octets, out var header, out _));
        var receiver = new MapReceiver(header.Receiver, header.ReceiverEpoch.IsNone ? Maps.AapEpoch : header.ReceiverEpoch, new(Maps.Key));

        Assert.True(SubnetMapDatagram.TryOpen(vector.Octets, header.Sender, receiver, MapPeer.Unknown, out var opened), opened.Refusal.ToString());
        Assert.Equal(header, opened.Header);
        Assert.True(opened.IsAuthentic);
        Assert.Equal(vector.Octets[48..^32], opened.Body.ToArray());
    }

    [Theory, MemberData(nameof(Accepted))]
    [Requirement("MAP-021")]
    public void Seal_HeaderAndBodyOfAVector_GivesTheVector(string name)
    {
        var octets = Maps.Vector(name).Octets;
        Assert.True(MapHeader.TryParse(octets, out var header, out _));
        Golden.AssertWrites(octets, datagram =>
        {
            octets.AsSpan(48, octets.Length - 80).CopyTo(SubnetMapDatagram.BodyOf(datagram));
            return SubnetMapDatagram.Seal(header, Maps.Key, datagram, octets.Length - 80);
        });
    }

    [Theory]
    [InlineData("smx-bad-hmac", MapRefusal.Hmac)]
    [InlineData("smx-bad-receiver", MapRefusal.Receiver)]
    [InlineData("smx-bad-replay", MapRefusal.Replay)]
    [InlineData("smx-bad-length", MapRefusal.Length)]
    [InlineData("smx-bad-version", MapRefusal.Version)]
    [Requirement("MAP-021", "MAP-022", "MAP-024", "MAP-025")]
    public void TryOpen_BadVector_IsRefusedInSilence(string name, MapRefusal refusal)
    {
        var opened = Refused(Maps.Vector(name).Octets, peer: s_known);
        Assert.Equal((refusal, MapErrorCode.None), (opened.Refusal, opened.Answer));
        Assert.Equal(s_known, opened.Peer);
    }

    [Fact]
    [Requirement("MAP-029")]
    public void TryOpen_VectorWithBadEntry_IsAnsweredByError6()
    {
        var opened = Refused(Maps.Vector("smx-bad-entry-prefix").Octets);
        Assert.Equal((MapRefusal.Body, MapErrorCode.MalformedBody), (opened.Refusal, opened.Answer));
        Assert.Equal(new(WireFaultKind.ForbiddenValue, 49), opened.BodyFault);
    }

    [Theory]
    [InlineData(79)]
    [InlineData(1201)]
    [InlineData(0)]
    [Requirement("MAP-020", "MAP-025")]
    public void TryOpen_SizeOutsideTheLimits_IsRefusedFirst(int size) => AssertSilent(MapRefusal.Size, Refused(new byte[size]));

    [Fact]
    [Requirement("MAP-025")]
    public void TryOpen_OtherMagic_IsRefused()
    {
        var datagram = Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Keepalive), s_keepalive);
        datagram[1] = 0;
        AssertSilent(MapRefusal.Magic, Refused(datagram));
    }

    [Fact]
    public void TryOpen_UnknownKeyId_IsRefused()
    {
        var other = new MapKey(2, Maps.Key.Secret);
        AssertSilent(MapRefusal.KeyId, Refused(Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Keepalive), s_keepalive, other)));
    }

    [Fact]
    [Requirement("MAP-021")]
    public void TryOpen_AnyOctetChanged_IsRefusedInSilence()
    {
        var datagram = Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Keepalive), s_keepalive);
        for (var at = 0; at < datagram.Length; at++)
        {
            datagram[at] ^= 1;
            var opened = Refused(datagram);
            Assert.False(opened.IsAuthentic);
            Assert.Equal(MapErrorCode.None, opened.Answer);
            datagram[at] ^= 1;
        }
    }

    [Fact]
    [Requirement("MAP-023")]
    public void TryOpen_SourceIsNotTheSender_IsRefused() => AssertSilent(
        MapRefusal.Sender, Refused(Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Keepalive), s_keepalive), Ipv4Address.Parse("10.20.0.99")));

    [Fact]
    [Requirement("MAP-026")]
    public void TryOpen_DuringRollOver_AcceptsBothKeysAndNoThird()
    {
        var next = new MapKey(2, new("another key of 24 octets"u8));
        var receiver = Maps.AtAap with { Keys = new(next, Maps.Key) };
        var header = Maps.FromAccessPoint(MapMessageType.Keepalive);
        Assert.True(Opens(Maps.Sealed(header, s_keepalive), receiver));
        Assert.True(Opens(Maps.Sealed(header, s_keepalive, next), receiver));
        Assert.False(Opens(Maps.Sealed(header, s_keepalive, new(3, next.Secret)), receiver));
        Assert.False(Opens(Maps.Sealed(header, s_keepalive, new(1, next.Secret)), receiver)); // one key's secret under the other's number
    }

    [Fact]
    public void TryOpen_UnknownType_IsAnsweredByError2()
    {
        var opened = Refused(Maps.Sealed(Maps.FromAccessPoint((MapMessageType)16), []));
        Assert.Equal((MapRefusal.Type, MapErrorCode.UnknownType), (opened.Refusal, opened.Answer));
    }

    [Fact]
    [Requirement("MAP-028")]
    public void TryOpen_WrongReceiverEpoch_IsAnsweredByError4AndChangesNothing()
    {
        var header = Maps.FromAccessPoint(MapMessageType.Keepalive, 9) with { ReceiverEpoch = new(1) };
        var opened = Refused(Maps.Sealed(header, s_keepalive), peer: s_known);
        Assert.Equal((MapRefusal.ReceiverEpoch, MapErrorCode.HelloRequired), (opened.Refusal, opened.Answer));
        Assert.Equal(s_known, opened.Peer);
    }

    [Fact]
    public void TryOpen_ErrorWithWrongReceiverEpoch_IsNotAnswered()
    {
        var header = Maps.FromAccessPoint(MapMessageType.Error) with { ReceiverEpoch = new(1) };
        AssertUnanswered(MapRefusal.ReceiverEpoch, Refused(Maps.Sealed(header, new byte[8])));
    }

    [Fact]
    public void TryOpen_MalformedError_IsNotAnswered() =>
        AssertUnanswered(MapRefusal.Body, Refused(Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Error), new byte[3])));

    [Fact]
    [Requirement("MAP-027")]
    public void TryOpen_Hello_NeedsNoReceiverEpochAndLeavesNoTrace()
    {
        Assert.True(SubnetMapDatagram.TryOpen(Maps.Vector("smx-hello").Octets, Maps.AccessPoint, Maps.AtAap, MapPeer.Unknown, out var opened));
        Assert.Equal(MapPeer.Unknown, opened.Peer);
        var newer = Maps.FromAccessPoint(MapMessageType.Hello) with { SenderEpoch = new(ulong.MaxValue), ReceiverEpoch = default };
        Assert.True(SubnetMapDatagram.TryOpen(Maps.Sealed(newer, Maps.Vector("smx-hello").Body()), Maps.AccessPoint, Maps.AtAap, s_known, out opened));
        Assert.Equal(s_known, opened.Peer);
    }

    [Fact]
    [Requirement("MAP-024", "MAP-027")]
    public void TryOpen_HelloOfAnEarlierRun_IsDiscarded()
    {
        var old = Maps.FromAccessPoint(MapMessageType.Hello, 1) with { SenderEpoch = new(5), ReceiverEpoch = default };
        AssertUnanswered(MapRefusal.SenderEpoch, Refused(Maps.Sealed(old, Maps.Vector("smx-hello").Body()), peer: s_known));
    }

    [Fact]
    [Requirement("MAP-024")]
    public void TryOpen_SameDatagramTwice_IsAcceptedOnce()
    {
        var datagram = Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Keepalive, 8), s_keepalive);
        Assert.True(SubnetMapDatagram.TryOpen(datagram, Maps.AccessPoint, Maps.AtAap, s_known, out var first));
        AssertUnanswered(MapRefusal.Replay, Refused(datagram, peer: first.Peer));
    }

    [Fact]
    [Requirement("MAP-024")]
    public void TryOpen_MalformedBodyTwice_IsAnsweredOnce()
    {
        var datagram = Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Keepalive, 8), [1]);
        var first = Refused(datagram, peer: s_known);
        Assert.Equal(MapErrorCode.MalformedBody, first.Answer);
        AssertUnanswered(MapRefusal.Replay, Refused(datagram, peer: first.Peer));
    }

    [Fact]
    public void Seal_AnyHeaderAndKeepalive_OpensAgain() => Gen.Select(Maps.Headers, Gen.Byte.Array[16, 64], Gen.UShort[1, 65535]).Sample((any, secret, id) =>
    {
        var key = new MapKey(id, new(secret));
        var header = any with { Type = MapMessageType.Keepalive, SenderEpoch = new(any.SenderEpoch.Value | 1), Sequence = any.Sequence | 1 };
        var receiver = new MapReceiver(header.Receiver, header.ReceiverEpoch, new(key));
        var datagram = Maps.Sealed(header, s_keepalive, key);
        return SubnetMapDatagram.TryOpen(datagram, header.Sender, receiver, MapPeer.Unknown, out var opened)
            && opened.Header == header with { KeyId = id, Length = (ushort)datagram.Length } && opened.Body.SequenceEqual(s_keepalive);
    });

    [Fact]
    [Requirement("MAP-020")]
    public void Seal_LongestBody_Makes1200Octets()
    {
        Assert.Equal(1200, SubnetMapDatagram.Seal(default, Maps.Key, new byte[1200], MapHeader.MaxBodySize));
        Assert.Throws<ArgumentException>(() => SubnetMapDatagram.Seal(default, Maps.Key, new byte[1300], MapHeader.MaxBodySize + 1));
    }

    [Fact]
    public void TryOpen_AnyOctets_NeverThrows() => Gen.Byte.Array[0, 1300].Sample(octets => !Opens(octets, Maps.AtAap));

    private static MapPeer Seen(MapEpoch epoch, ulong sequence)
    {
        Assert.Equal(MapRefusal.None, MapPeer.Unknown.Judge(new() { SenderEpoch = epoch, Sequence = sequence }, out var peer));
        return peer;
    }

    private static bool Opens(ReadOnlySpan<byte> datagram, MapReceiver receiver) =>
        SubnetMapDatagram.TryOpen(datagram, Maps.AccessPoint, receiver, MapPeer.Unknown, out _);

    private static OpenedMap Refused(ReadOnlySpan<byte> datagram, Ipv4Address? source = null, MapPeer peer = default)
    {
        Assert.False(SubnetMapDatagram.TryOpen(datagram, source ?? Maps.AccessPoint, Maps.AtAap, peer, out var opened));
        return opened;
    }

    private static void AssertSilent(MapRefusal refusal, OpenedMap opened)
    {
        AssertUnanswered(refusal, opened);
        Assert.False(opened.IsAuthentic);
    }

    private static void AssertUnanswered(MapRefusal refusal, OpenedMap opened) =>
        Assert.Equal((refusal, MapErrorCode.None), (opened.Refusal, opened.Answer));
}
