using System.Globalization;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>The request that a reply answers, as the context describes it.</summary>
/// <param name="Lifetime">Asked for; 0: a deregistration.</param>
/// <param name="Identification">64 bits.</param>
/// <param name="HomeAddress">The client.</param>
/// <param name="HomeAgent">The Home Agent field.</param>
/// <param name="SentTo">The foreign agent, or the home agent itself.</param>
internal sealed record PendingRequest(RegistrationLifetime Lifetime, ulong Identification, Ipv4Address HomeAddress, Ipv4Address HomeAgent, Ipv4Address SentTo)
{
    /// <summary>Reads the context; null when it names no pending request.</summary>
    public static PendingRequest? Of(VectorCase vector)
    {
        var pending = vector.Context.Inner("pending_request");
        if (!pending.Exists || pending.Number("lifetime") is not (>= 0 and <= ushort.MaxValue) || pending.Address("home_address") is not { } client
            || pending.Address("home_agent") is not { } homeAgent
            || !ulong.TryParse(pending.Text("identification_hex"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var identification))
            return null;
        return new(new((ushort)pending.Number("lifetime")!.Value), identification, client, homeAgent, pending.Address("sent_to") ?? homeAgent);
    }

    /// <summary>The fixed part of the request.</summary>
    public RegistrationRequest Request => new()
    {
        Lifetime = Lifetime,
        HomeAddress = HomeAddress,
        HomeAgent = HomeAgent,
        CareOfAddress = SentTo == HomeAgent ? HomeAddress : SentTo,
        Identification = Identification,
    };
}
