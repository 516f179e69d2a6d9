using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Which parser reads the body of which type.</summary>
public static class MapBody
{
    /// <summary>Whether the type is one of version 1.</summary>
    public static bool IsKnown(MapMessageType type) => type is >= MapMessageType.Hello and <= MapMessageType.Error;

    /// <summary>Runs the parser of a known type and returns the fault it finds, counted from the start of the body.</summary>
    public static WireFault Inspect(MapMessageType type, ReadOnlySpan<byte> body)
    {
        WireFault fault;
        _ = type switch
        {
            MapMessageType.Hello => MapHello.TryParse(body, out _, out fault),
            MapMessageType.HelloAck => MapHelloAck.TryParse(body, out _, out fault),
            MapMessageType.Register => MapRegister.TryParse(body, out _, out _, out fault),
            MapMessageType.RegisterAck => MapRegisterAck.TryParse(body, out _, out fault),
            MapMessageType.SnapshotRequest => MapSnapshotRequest.TryParse(body, out _, out fault),
            MapMessageType.SnapshotPart => MapSnapshotPart.TryParse(body, out _, out _, out fault),
            MapMessageType.Delta => MapDelta.TryParse(body, out _, out _, out fault),
            MapMessageType.DeltaAck => MapDeltaAck.TryParse(body, out _, out fault),
            MapMessageType.Keepalive => MapKeepalive.TryParse(body, out _, out fault),
            MapMessageType.KeepaliveAck => MapKeepaliveAck.TryParse(body, out _, out fault),
            MapMessageType.Digest => MapDigest.TryParse(body, out _, out fault),
            MapMessageType.DigestAck => MapDigestAck.TryParse(body, out _, out fault),
            MapMessageType.Goodbye => MapGoodbye.TryParse(body, out _, out fault),
            MapMessageType.GoodbyeAck => MapGoodbyeAck.TryParse(body, out _, out fault),
            MapMessageType.Error => MapError.TryParse(body, out _, out _, out fault),
            _ => Unknown(out fault),
        };
        return fault;
    }

    private static bool Unknown(out WireFault fault)
    {
        fault = new(WireFaultKind.UnexpectedValue, 0);
        return false;
    }
}
