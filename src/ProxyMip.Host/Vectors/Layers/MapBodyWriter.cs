using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Writes the body of a subnet map message again from what was read of it.</summary>
internal static class MapBodyWriter
{
    public static int WriteAgain(MapMessageType type, ReadOnlySpan<byte> body, Span<byte> destination)
    {
        switch (type)
        {
            case MapMessageType.Hello when MapHello.TryParse(body, out var hello, out _):
                return hello.WriteTo(destination);
            case MapMessageType.HelloAck when MapHelloAck.TryParse(body, out var ack, out _):
                return ack.WriteTo(destination);
            case MapMessageType.Register when MapRegister.TryParse(body, out var register, out var entries, out _):
                return register.WriteTo(destination, entries.ToArray());
            case MapMessageType.RegisterAck when MapRegisterAck.TryParse(body, out var ack, out _):
                return ack.WriteTo(destination);
            case MapMessageType.SnapshotRequest when MapSnapshotRequest.TryParse(body, out var request, out _):
                return request.WriteTo(destination);
            case MapMessageType.SnapshotPart when MapSnapshotPart.TryParse(body, out var part, out var entries, out _):
                return part.WriteTo(destination, entries.ToArray());
            case MapMessageType.Delta when MapDelta.TryParse(body, out var delta, out var changes, out _):
                return delta.WriteTo(destination, changes.ToArray());
            case MapMessageType.DeltaAck when MapDeltaAck.TryParse(body, out var ack, out _):
                return ack.WriteTo(destination);
            case MapMessageType.Keepalive when MapKeepalive.TryParse(body, out var keepalive, out _):
                return keepalive.WriteTo(destination);
            case MapMessageType.KeepaliveAck when MapKeepaliveAck.TryParse(body, out var ack, out _):
                return ack.WriteTo(destination);
            case MapMessageType.Digest when MapDigest.TryParse(body, out var digest, out _):
                return digest.WriteTo(destination);
            case MapMessageType.DigestAck when MapDigestAck.TryParse(body, out var digest, out _):
                return digest.WriteTo(destination);
            case MapMessageType.Goodbye when MapGoodbye.TryParse(body, out var goodbye, out _):
                return goodbye.WriteTo(destination);
            case MapMessageType.GoodbyeAck when MapGoodbyeAck.TryParse(body, out var goodbye, out _):
                return goodbye.WriteTo(destination);
            case MapMessageType.Error when MapError.TryParse(body, out var error, out var text, out _):
                return error.WriteTo(destination, text);
            default:
                return 0;
        }
    }
}
