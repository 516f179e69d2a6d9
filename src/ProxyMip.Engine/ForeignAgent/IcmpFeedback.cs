using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>
/// ICMP errors about relayed requests (RFC 5944 §3.7.3): the requests they quote are denied. A router that quotes only 8 octets behind the header does
/// not say which request it was, so that every one pending at that home agent is meant.
/// </summary>
internal static class IcmpFeedback
{
    /// <summary>The pending requests an error is about, and the code they are denied with; none for other messages.</summary>
    public static (ReplyCode Code, IReadOnlyList<PendingRequest> Pending) Read(ReadOnlySpan<byte> message, VisitorList list)
    {
        if (!IcmpError.TryParse(message, out var error, out _) || error.Type is IcmpType.SourceQuench or IcmpType.Redirect
            || !Ipv4Header.TryParseQuoted(IcmpError.QuotedOf(message), out var ip, out _) || ip.Protocol != IpProtocol.Udp)
            return (default, []);
        var quoted = IcmpError.QuotedOf(message)[ip.HeaderLength..];
        if (!UdpHeader.TryParseQuoted(quoted, out var udp, out _) || udp.DestinationPort != RequestRouting.Port)
            return (default, []);
        return (CodeOf(error), About(quoted[UdpHeader.FixedSize..], ip, list));
    }

    private static IReadOnlyList<PendingRequest> About(ReadOnlySpan<byte> payload, in Ipv4Header ip, VisitorList list)
    {
        var (source, destination) = (ip.Source, ip.Destination);
        if (!RegistrationRequest.TryParse(payload, out var request, out _))
            return [.. list.Pending.Where(pending => pending.RelayedTo == destination && pending.RelayedFrom == source)];
        var low = Words.Low(request.Identification);
        var quoted = request.HomeAddress.IsAny ? list.FindPendingWithoutAddress(low) : list.FindPending(new(request.HomeAddress, low, null));
        var isMeant = quoted is not null && quoted.Request.Identification == request.Identification
            && quoted.RelayedTo == destination && quoted.RelayedFrom == source;
        return isMeant ? [quoted!] : [];
    }

    private static ReplyCode CodeOf(in IcmpError error)
    {
        if (error.IsUnreachable(UnreachableCode.Network))
            return ReplyCode.HomeNetworkUnreachable;
        if (error.IsUnreachable(UnreachableCode.Host))
            return ReplyCode.HomeAgentHostUnreachable;
        return error.IsUnreachable(UnreachableCode.Port) ? ReplyCode.HomeAgentPortUnreachable : ReplyCode.HomeAgentUnreachable;
    }
}
