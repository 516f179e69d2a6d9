using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>One run of the decoder: the keys, the time that settles the NTP era, and the RADIUS requests seen so far.</summary>
internal sealed class DecodeSession(DecodeKeys keys, DateTimeOffset now)
{
    private readonly Dictionary<(Ipv4Address Client, ushort Port, byte Identifier), byte[]> _radiusRequests = [];

    public DecodeKeys Keys { get; } = keys;

    /// <summary>Time of the frame, or of the run when there is none.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>Remembers the authenticator of a request, which its response is verified with.</summary>
    public void RememberRequest(Ipv4Address client, ushort port, byte identifier, ReadOnlySpan<byte> authenticator) =>
        _radiusRequests[(client, port, identifier)] = authenticator.ToArray();

    /// <summary>The authenticator of the request a response answers.</summary>
    public byte[]? RequestAuthenticator(Ipv4Address client, ushort port, byte identifier) =>
        Keys.RequestAuthenticator ?? _radiusRequests.GetValueOrDefault((client, port, identifier));
}
