using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Agents;

/// <summary>
/// A registration request taken apart in one walk: what each agent asks of its extensions. A view over the datagram; nothing is verified.
/// </summary>
internal ref struct RequestParts
{
    private RequestParts(RegistrationMessage message, RegistrationRequest request)
    {
        Message = message;
        Request = request;
        RelayedEnd = message.FixedSize;
    }

    public RegistrationMessage Message { get; }

    public RegistrationRequest Request { get; }

    /// <summary>How many Mobile-Home extensions (32) there are.</summary>
    public int MobileHomeCount { get; private set; }

    /// <summary>How many Mobile-AAA extensions (36) there are.</summary>
    public int MobileAaaCount { get; private set; }

    /// <summary>How many Mobile-Foreign extensions (33) there are.</summary>
    public int MobileForeignCount { get; private set; }

    /// <summary>How many Foreign-Home extensions (34) there are.</summary>
    public int ForeignHomeCount { get; private set; }

    /// <summary>The last Mobile-Home extension; meaningless without one.</summary>
    public AuthenticationExtension MobileHome { get; private set; }

    /// <summary>The last Mobile-Foreign extension; meaningless without one.</summary>
    public AuthenticationExtension MobileForeign { get; private set; }

    /// <summary>The last Foreign-Home extension; meaningless without one.</summary>
    public AuthenticationExtension ForeignHome { get; private set; }

    /// <summary>The node's name; empty when it has none.</summary>
    public ReadOnlySpan<byte> Nai { get; private set; }

    public bool HasChallenge { get; private set; }

    /// <summary>The challenge answered (132).</summary>
    public ReadOnlySpan<byte> Challenge { get; private set; }

    /// <summary>Whether a Mobile-Foreign or Mobile-AAA extension stands behind the challenge.</summary>
    public bool ChallengeIsProved { get; private set; }

    /// <summary>Extension 130.</summary>
    public bool EncapsulatingDelivery { get; private set; }

    /// <summary>Extension 48; null when absent.</summary>
    public uint? GreKey { get; private set; }

    /// <summary>Extension 137; null when absent or malformed.</summary>
    public RevocationSupportExtension? RevocationSupport { get; private set; }

    /// <summary>Extension 144; null when absent, malformed or with reserved octets set (then it is passed over).</summary>
    public UdpTunnelRequestExtension? UdpTunnel { get; private set; }

    /// <summary>Whether extension 144 stands behind the last Mobile-Home extension.</summary>
    public bool UdpTunnelBehindMobileHome { get; private set; }

    /// <summary>Extension 139, subtype 1; null when absent.</summary>
    public Ipv4Address? RequestedHomeAgent { get; private set; }

    /// <summary>Extension 47: the agents authenticate, not the node. Any method; null when absent.</summary>
    public PerNodeAuthenticationMethod? PerNodeAuthentication { get; private set; }

    /// <summary>Whether a critical vendor extension (37, 38) stands before the first authorization-enabling extension: the node's.</summary>
    public bool CriticalVendorFromNode { get; private set; }

    /// <summary>Whether one stands behind it: a foreign agent's.</summary>
    public bool CriticalVendorFromForeignAgent { get; private set; }

    /// <summary>Whether something an agent has to understand is malformed inside: a GRE key, a per-node method, a dynamic home agent, an empty name.</summary>
    public bool IsPoorlyFormed { get; private set; }

    /// <summary>Whether there is an authorization-enabling extension (32 or 36).</summary>
    public readonly bool IsAuthorized => MobileHomeCount + MobileAaaCount > 0;

    /// <summary>What asks for GRE: the G bit, or a GRE key (RFC 6245 §4.2).</summary>
    public readonly bool WantsGre => Request.Bits.HasFlag(RegistrationBits.Gre) || GreKey is not null;

    /// <summary>
    /// What a foreign agent passes on untouched: through the last authorization-enabling extension; without any, up to the first extension that is for
    /// a foreign agent.
    /// </summary>
    public readonly ReadOnlySpan<byte> RelayedPart => Message.Octets[..RelayedEnd];

    private int RelayedEnd { get; set; }

    /// <summary>Takes a whole request apart. The message must have been parsed without a fault.</summary>
    public static RequestParts Read(in RegistrationMessage message)
    {
        message.TryGetRequest(out var request);
        var parts = new RequestParts(message, request);
        var openEnded = true;
        foreach (var extension in message.Extensions)
            parts.Take(extension, ref openEnded);
        return parts;
    }

    private void Take(scoped in Extension extension, scoped ref bool openEnded)
    {
        switch (extension.Type)
        {
            case ExtensionType.MobileHomeAuthentication:
                MobileHomeCount++;
                AuthenticationExtension.TryRead(extension, out var home);
                MobileHome = home;
                (RelayedEnd, openEnded, UdpTunnelBehindMobileHome) = (extension.End, false, false);
                return;
            case ExtensionType.GeneralizedAuthentication when extension.IsMobileAaa:
                MobileAaaCount++;
                ChallengeIsProved |= HasChallenge;
                (RelayedEnd, openEnded) = (extension.End, false);
                return;
            case ExtensionType.MobileForeignAuthentication:
                MobileForeignCount++;
                ChallengeIsProved |= HasChallenge;
                AuthenticationExtension.TryRead(extension, out var foreign);
                MobileForeign = foreign;
                openEnded = false;
                return;
            case ExtensionType.ForeignHomeAuthentication:
                ForeignHomeCount++;
                AuthenticationExtension.TryRead(extension, out var between);
                ForeignHome = between;
                openEnded = false;
                return;
            case ExtensionType.EncapsulatingDeliveryStyle:
                (EncapsulatingDelivery, openEnded) = (true, false);
                return;
            case ExtensionType.MobileForeignChallenge:
                Challenge = extension.Data;
                (HasChallenge, openEnded) = (true, false);
                return;
            default:
                TakeOther(extension);
                break;
        }
        if (openEnded)
            RelayedEnd = extension.End;
    }

    private void TakeOther(scoped in Extension extension)
    {
        switch (extension.Type)
        {
            case ExtensionType.MobileNodeNai:
                IsPoorlyFormed |= extension.Data.IsEmpty;
                Nai = extension.Data;
                break;
            case ExtensionType.GreKey:
                IsPoorlyFormed |= !GreKeyExtension.TryParse(extension.Octets, out var key, out _);
                GreKey = key.Key;
                break;
            case ExtensionType.RevocationSupport when RevocationSupportExtension.TryParse(extension.Octets, out var revocation, out _):
                RevocationSupport = revocation;
                break;
            case ExtensionType.UdpTunnelRequest when UdpTunnelRequestExtension.TryParse(extension.Octets, out var tunnel, out _):
                (UdpTunnel, UdpTunnelBehindMobileHome) = (tunnel, MobileHomeCount > 0);
                break;
            case ExtensionType.DynamicHomeAgent:
                IsPoorlyFormed |= !DynamicHomeAgentExtension.TryParse(extension.Octets, out var agent, out _);
                if (agent.Subtype == DynamicHomeAgentSubtype.Requested)
                    RequestedHomeAgent = agent.HomeAgent;
                break;
            case ExtensionType.ProxyNonSkippable:
                IsPoorlyFormed |= !PerNodeAuthenticationExtension.TryParse(extension.Octets, out var method, out _);
                PerNodeAuthentication = method.Method;
                break;
            case ExtensionType.CriticalVendor or ExtensionType.CriticalVendorEarly:
                CriticalVendorFromNode |= !IsAuthorized;
                CriticalVendorFromForeignAgent |= IsAuthorized;
                break;
            default:
                break; // padding, skippable ones, and those only a reply has
        }
    }
}
