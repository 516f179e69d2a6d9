using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Host.Decoding;

/// <summary>Datagrams of the subnet map exchange; with the key the HMAC is verified.</summary>
internal static class SubnetMapDecoder
{
    public static DecodedLayer Decode(ReadOnlySpan<byte> datagram, DecodeSession session)
    {
        var layer = new DecodedLayer("Subnet Map Exchange (PMSM)");
        if (!MapHeader.TryParse(datagram, out var header, out var fault))
            return layer.With("Octets", Wording.Octets(datagram)).Broken(Wording.Fault(fault));
        var flags = Wording.Flags((ushort)header.Bits,
            [((ushort)MapBits.Authoritative, "A", "sender is an authoritative access point"), ((ushort)MapBits.Last, "L", "last message of a series")]);
        layer.With("Version", MapHeader.CurrentVersion)
            .With("Type", (byte)header.Type, NameOf(header.Type))
            .With("Flags", flags.Letters, flags.Meaning)
            .With("Length", header.Length, "octets")
            .With("Key Id", header.KeyId)
            .With("Sender Address", header.Sender.ToString())
            .With("Receiver Address", header.Receiver.ToString())
            .With("Sender Epoch", header.SenderEpoch.ToString(), StartOf(header.SenderEpoch))
            .With("Receiver Epoch", header.ReceiverEpoch.ToString(), header.ReceiverEpoch.IsNone ? "not known" : StartOf(header.ReceiverEpoch))
            .With("Sequence", header.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .With("Transaction", header.Transaction)
            .Carrying(Body(header, datagram[MapHeader.FixedSize..^MapHeader.TrailerSize]));
        return layer.With("HMAC-SHA-256", Wording.Octets(datagram[^MapHeader.TrailerSize..]), StateOf(datagram, header, session.Keys));
    }

    private static string StateOf(ReadOnlySpan<byte> datagram, in MapHeader header, DecodeKeys keys)
    {
        if (keys.SubnetMap is not { } secret || header.KeyId == 0)
            return "not verified: no key given";
        var receiver = new MapReceiver(header.Receiver, header.ReceiverEpoch, new(new(header.KeyId, secret)));
        SubnetMapDatagram.TryOpen(datagram, header.Sender, receiver, MapPeer.Unknown, out var opened);
        return opened.IsAuthentic ? "right" : "wrong";
    }

    private static string StartOf(MapEpoch epoch) =>
        "started " + Wording.Instant(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(ProxyMip.Protocol.Wire.Words.High(epoch.Value)));

    private static DecodedLayer Body(in MapHeader header, ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer(NameOf(header.Type));
        var fault = MapBody.Inspect(header.Type, body);
        return fault.IsFault ? layer.With("Octets", Wording.Octets(body)).Broken(Wording.Fault(fault)) : MapBodyDecoder.Describe(layer, header.Type, body);
    }

    private static string NameOf(MapMessageType type) => type switch
    {
        MapMessageType.Hello => "HELLO",
        MapMessageType.HelloAck => "HELLO-ACK",
        MapMessageType.Register => "REGISTER",
        MapMessageType.RegisterAck => "REGISTER-ACK",
        MapMessageType.SnapshotRequest => "SNAPSHOT-REQUEST",
        MapMessageType.SnapshotPart => "SNAPSHOT-PART",
        MapMessageType.Delta => "DELTA",
        MapMessageType.DeltaAck => "DELTA-ACK",
        MapMessageType.Keepalive => "KEEPALIVE",
        MapMessageType.KeepaliveAck => "KEEPALIVE-ACK",
        MapMessageType.Digest => "DIGEST",
        MapMessageType.DigestAck => "DIGEST-ACK",
        MapMessageType.Goodbye => "GOODBYE",
        MapMessageType.GoodbyeAck => "GOODBYE-ACK",
        MapMessageType.Error => "ERROR",
        _ => "unknown",
    };
}
