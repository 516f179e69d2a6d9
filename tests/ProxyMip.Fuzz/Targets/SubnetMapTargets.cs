using System.Buffers.Binary;
using System.Security.Cryptography;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Fuzz.Targets;

/// <summary>The datagrams of UDP 6500.</summary>
internal static class SubnetMapTargets
{
    private const int LengthAt = 8; // of the header's length field

    // The key and the parties of the vectors.
    private static readonly byte[] Key = Convert.FromHexString("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static readonly MapKeyRing Keys = new(new(1, new(Key)));
    private static readonly Ipv4Address AccessPoint = new(0x0A140002);
    private static readonly Ipv4Address Authority = new(0x0A000002);
    private static readonly MapEpoch AccessPointEpoch = new(0x69a40000deadbeef);
    private static readonly MapEpoch AuthorityEpoch = new(0x69a3ff00cafef00d);

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new("map-datagram", Datagram) { Repair = Sign },
        new("map-header", Header),
        new("map-hello", (i, o) => MapHello.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-hello-ack", (i, o) => MapHelloAck.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-register", (i, o) => MapRegister.TryParse(i, out var m, out var e, out var f) ? Register(m, e, o) : Outcome.Refused(f)),
        new("map-register-ack", (i, o) => MapRegisterAck.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-snapshot-request", (i, o) => MapSnapshotRequest.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-snapshot-part", (i, o) => MapSnapshotPart.TryParse(i, out var m, out var e, out var f) ? Part(m, e, o) : Outcome.Refused(f)),
        new("map-delta", (i, o) => MapDelta.TryParse(i, out var m, out var c, out var f) ? Delta(m, c, o) : Outcome.Refused(f)),
        new("map-delta-ack", (i, o) => MapDeltaAck.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-digest", (i, o) => MapDigest.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-digest-ack", (i, o) => MapDigestAck.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-keepalive", (i, o) => MapKeepalive.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-keepalive-ack", (i, o) => MapKeepaliveAck.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-goodbye", (i, o) => MapGoodbye.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-goodbye-ack", (i, o) => MapGoodbyeAck.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-error", (i, o) => MapError.TryParse(i, out var m, out var text, out var f) ? Outcome.Accepted(m.WriteTo(o, text)) : Outcome.Refused(f)),
        new("map-entry", (i, o) => MapEntry.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("map-change", (i, o) => MapChange.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("table-digest", (i, o) => TableDigest.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
    ];

    private static Outcome Datagram(Span<byte> input, Span<byte> output)
    {
        var receiver = new MapReceiver(Authority, AuthorityEpoch, Keys);
        if (SubnetMapDatagram.TryOpen(input, AccessPoint, receiver, new(AccessPointEpoch, default), out var opened))
            return Outcome.Accepted(0, (int)opened.Header.Type);
        receiver = new MapReceiver(AccessPoint, AccessPointEpoch, Keys);
        return SubnetMapDatagram.TryOpen(input, Authority, receiver, new(AuthorityEpoch, default), out opened)
            ? Outcome.Accepted(0, (int)opened.Header.Type)
            : Outcome.Refused(((int)opened.Refusal * 256) + (int)opened.BodyFault.Kind + 1);
    }

    private static Outcome Header(Span<byte> input, Span<byte> output)
    {
        if (!MapHeader.TryParse(input, out var header, out var fault))
            return Outcome.Refused(fault);
        var written = header.WriteTo(output);
        input[written..].CopyTo(output[written..]);
        return Outcome.Accepted(input.Length, (int)header.Type);
    }

    private static Outcome Register(in MapRegister register, MapEntryList list, Span<byte> output)
    {
        Span<MapEntry> entries = stackalloc MapEntry[list.Count];
        Copy(list, entries);
        return Outcome.Accepted(register.WriteTo(output, entries));
    }

    private static Outcome Part(in MapSnapshotPart part, MapEntryList list, Span<byte> output)
    {
        Span<MapEntry> entries = stackalloc MapEntry[list.Count];
        Copy(list, entries);
        return Outcome.Accepted(part.WriteTo(output, entries));
    }

    private static Outcome Delta(in MapDelta delta, MapChangeList list, Span<byte> output)
    {
        Span<MapChange> changes = stackalloc MapChange[list.Count];
        var i = 0;
        foreach (var change in list)
            changes[i++] = change;
        return Outcome.Accepted(delta.WriteTo(output, changes));
    }

    private static void Copy(MapEntryList list, Span<MapEntry> entries)
    {
        var i = 0;
        foreach (var entry in list)
            entries[i++] = entry;
    }

    private static void Sign(Span<byte> datagram)
    {
        if (datagram.Length < MapHeader.MinDatagramSize)
            return;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[LengthAt..], (ushort)datagram.Length);
        HMACSHA256.HashData(Key, datagram[..^MapHeader.TrailerSize], datagram[^MapHeader.TrailerSize..]);
    }
}
