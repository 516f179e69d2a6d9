using System.Globalization;
using System.Text.Json;
using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

/// <summary>The two ends of the subnet map vectors, and generators of what travels between them.</summary>
internal static class Maps
{
    public static readonly Ipv4Address AccessPoint = Ipv4Address.Parse("10.20.0.2");
    public static readonly Ipv4Address Aap = Ipv4Address.Parse("10.0.0.2");
    public static readonly MapEpoch AccessPointEpoch = new(0x69a40000deadbeef);
    public static readonly MapEpoch AapEpoch = new(0x69a3ff00cafef00d);
    public static readonly MapKey Key = new(1, new(Hex.Parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")));

    /// <summary>The authoritative access point of the vectors as receiver.</summary>
    public static readonly MapReceiver AtAap = new(Aap, AapEpoch, new(Key));

    /// <summary>The access point of the vectors as receiver.</summary>
    public static readonly MapReceiver AtAccessPoint = new(AccessPoint, AccessPointEpoch, new(Key));

    public static readonly Gen<TableDigest> Digests = Gen.Byte.Array[TableDigest.Size].Select(octets =>
        TableDigest.TryParse(octets, out var digest, out _) ? digest : throw new InvalidOperationException());

    public static readonly Gen<MapEntry> Entries = Gen.Select(
        Gen.Enum<MapRowState>(), Gen.Byte[1, 32], Gen.UShort, Gen.UInt,
        static (state, length, count, agent) => new MapEntry { State = state, PrefixLength = length, AccessPoints = count, HomeAgent = new(agent) });

    public static readonly Gen<MapChange> Changes = Gen.Select(Entries, Gen.Bool).Select(
        static (entry, remove) => remove ? MapChange.Remove(entry.Row) : MapChange.Upsert(entry));

    public static readonly Gen<MapHeader> Headers =
        from type in Gen.Byte
        from bits in Gen.UShort[0, 3]
        from key in Gen.UShort
        from sender in Gen.UInt
        from receiver in Gen.UInt
        from senderEpoch in Gen.ULong
        from receiverEpoch in Gen.ULong
        from sequence in Gen.ULong
        from transaction in Gen.UInt
        select new MapHeader
        {
            Type = (MapMessageType)type,
            Bits = (MapBits)bits,
            KeyId = key,
            Sender = new(sender),
            Receiver = new(receiver),
            SenderEpoch = new(senderEpoch),
            ReceiverEpoch = new(receiverEpoch),
            Sequence = sequence,
            Transaction = transaction,
        };

    public static Vector Vector(string name) => VectorFile.Load("subnetmap")[name];

    /// <summary>A copy of the body inside a vector.</summary>
    public static byte[] Body(this Vector vector) => vector.Octets[MapHeader.FixedSize..^MapHeader.TrailerSize];

    public static MapEntry Row(string homeAgent, int prefixLength, MapRowState state = MapRowState.Active, ushort accessPoints = 2) => new()
    {
        HomeAgent = Ipv4Address.Parse(homeAgent),
        PrefixLength = (byte)prefixLength,
        State = state,
        AccessPoints = accessPoints,
    };

    public static TableDigest Digest(string hex)
    {
        Assert.True(TableDigest.TryParse(Hex.Parse(hex), out var digest, out _));
        return digest;
    }

    public static ulong Hex64(JsonElement fields, string name) =>
        ulong.Parse(fields.GetProperty(name).GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>A sealed message from the access point to the authoritative one.</summary>
    public static byte[] Sealed(MapHeader header, ReadOnlySpan<byte> body, MapKey? key = null)
    {
        var datagram = new byte[MapHeader.MaxDatagramSize];
        body.CopyTo(SubnetMapDatagram.BodyOf(datagram));
        return datagram[..SubnetMapDatagram.Seal(header, key ?? Key, datagram, body.Length)];
    }

    /// <summary>A header from the access point to the authoritative one, both epochs right.</summary>
    public static MapHeader FromAccessPoint(MapMessageType type, ulong sequence = 1) => new()
    {
        Type = type,
        Sender = AccessPoint,
        Receiver = Aap,
        SenderEpoch = AccessPointEpoch,
        ReceiverEpoch = AapEpoch,
        Sequence = sequence,
        Transaction = 17,
    };
}
