using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>The Capabilities field. Unknown bits are ignored.</summary>
[Flags]
internal enum MapCapabilities : uint
{
    None = 0,

    /// <summary>The sender has restarted and had nobody to learn its table from: it may lack rows of access points that have not come back yet.</summary>
    Rebuilding = 1,
}

/// <summary>What this end says of itself in HELLO and HELLO-ACK.</summary>
/// <param name="authoritativeAccessPoints">The configured list.</param>
/// <param name="self">The own address.</param>
internal sealed class SubnetMapGreeting(ReadOnlySpan<Ipv4Address> authoritativeAccessPoints, Ipv4Address self)
{
    private readonly byte _index = (byte)(authoritativeAccessPoints.IndexOf(self) + 1);

    /// <summary>Digest of the configured list.</summary>
    public ulong ListDigest { get; } = AapList.Digest(authoritativeAccessPoints);

    /// <summary>Whether the sender builds its table anew.</summary>
    public static bool IsRebuilding(in MapHelloAck ack) => ((MapCapabilities)ack.Capabilities).HasFlag(MapCapabilities.Rebuilding);

    /// <summary>HELLO.</summary>
    public MapHello Hello(DateTimeOffset wall) => new()
    {
        Role = _index > 0 ? MapRole.Authoritative : MapRole.AccessPoint,
        AapIndex = _index,
        MinVersion = MapHeader.CurrentVersion,
        MaxVersion = MapHeader.CurrentVersion,
        AapListDigest = ListDigest,
        ClockMilliseconds = (ulong)wall.ToUnixTimeMilliseconds(),
    };

    /// <summary>HELLO-ACK.</summary>
    public MapHelloAck Answer(in MapHello hello, bool accepting, bool rebuilding, DateTimeOffset wall) => new()
    {
        Role = MapRole.Authoritative,
        AapIndex = _index,
        Version = MapHeader.CurrentVersion,
        Status = !accepting ? MapHelloStatus.NotAccepting : hello.AapListDigest == ListDigest ? MapHelloStatus.Ok : MapHelloStatus.ListsDiffer,
        Capabilities = (uint)(rebuilding ? MapCapabilities.Rebuilding : MapCapabilities.None),
        AapListDigest = ListDigest,
        ClockMilliseconds = (ulong)wall.ToUnixTimeMilliseconds(),
    };
}
