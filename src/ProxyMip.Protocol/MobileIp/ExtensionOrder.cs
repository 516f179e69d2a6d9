using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>
/// Keeps the order in which extensions may follow each other, RFC 5944 §3.6.1.3, §3.7.2.2, §3.7.3.2 and §3.8.3.3: what the home agent or the node shall see,
/// its authenticator, what the foreign agent shall see, and last the authenticator for or by that agent. A sender's rule; receivers take what comes.
/// </summary>
public struct ExtensionOrder
{
    private readonly bool _hasReverseTunnel;
    private readonly bool _isDeregistration;
    private Passed _passed;

    /// <summary>Before the first extension of a request. The order of every other message starts as <c>default</c>.</summary>
    public ExtensionOrder(in RegistrationRequest request)
    {
        _hasReverseTunnel = (request.Bits & RegistrationBits.ReverseTunnel) != 0;
        _isDeregistration = request.IsDeregistration;
    }

    /// <summary>Which parts of a message have been reached.</summary>
    [Flags]
    private enum Passed
    {
        Nothing = 0,
        MobileHome = 1,
        Generalized = 2,
        ForForeignAgent = 4, // 130, 132
        ByForeignAgent = 8, // 45, 48, 137
        End = 16, // 33, 34
        PerNode = 32, // 47
        AuthenticatedPerNode = PerNode | End,
        AnyAuthentication = MobileHome | Generalized | End,
    }

    /// <summary>
    /// Whether the message names who answers for it: a Mobile-Home or Mobile-AAA authentication, or, for a registration authenticated per node (RFC 5563 §5.1),
    /// the authentication between the agents.
    /// </summary>
    public readonly bool IsAuthorized =>
        (_passed & (Passed.MobileHome | Passed.Generalized)) != 0 || (_passed & Passed.AuthenticatedPerNode) == Passed.AuthenticatedPerNode;

    /// <summary>The order as it stands after the extensions a message has.</summary>
    /// <param name="message">What was read or written so far.</param>
    /// <param name="order">What may follow.</param>
    /// <param name="fault">OutOfOrder at the type octet of the first extension that must not stand where it does.</param>
    public static bool TryFollow(in RegistrationMessage message, out ExtensionOrder order, out WireFault fault)
    {
        order = Before(message);
        fault = default;
        foreach (var extension in message.Extensions)
        {
            if (order.TryAdd(extension.Type))
                continue;
            fault = new(WireFaultKind.OutOfOrder, extension.Offset);
            return false;
        }
        return true;
    }

    // A relayed message may be in an order we would not make ourselves, and must not be refused for it: only what follows is held to the rule.
    internal static ExtensionOrder BehindAuthorizedPart(in RegistrationMessage message)
    {
        var order = Before(message);
        order._passed = Passed.MobileHome;
        return order;
    }

    /// <summary>Takes note of the next extension; false, and nothing noted, if it must not stand here.</summary>
    public bool TryAdd(ExtensionType type)
    {
        if (type == ExtensionType.Padding)
            return true;
        var (comesBefore, passes) = Rule(type);
        if ((_passed & (comesBefore | Passed.End)) != 0
            || (type == ExtensionType.EncapsulatingDeliveryStyle && !_hasReverseTunnel)
            || (type == ExtensionType.ForeignHomeAuthentication && _isDeregistration))
            return false;
        _passed |= passes;
        return true;
    }

    private static ExtensionOrder Before(in RegistrationMessage message) => message.TryGetRequest(out var request) ? new(request) : default;

    // What the type must stand before, and what has been passed once it is there. Types without a rule may stand anywhere before the end.
    private static (Passed ComesBefore, Passed Passes) Rule(ExtensionType type) => type switch
    {
        ExtensionType.MobileNodeNai or ExtensionType.ProxySkippable or ExtensionType.DynamicHomeAgent => (Passed.AnyAuthentication, Passed.Nothing),
        ExtensionType.ProxyNonSkippable => (Passed.AnyAuthentication, Passed.PerNode),
        ExtensionType.MobileHomeAuthentication =>
            (Passed.AnyAuthentication | Passed.ForForeignAgent | Passed.ByForeignAgent, Passed.MobileHome),
        ExtensionType.MobileForeignChallenge => (Passed.Generalized, Passed.ForForeignAgent),
        ExtensionType.EncapsulatingDeliveryStyle => (Passed.Nothing, Passed.ForForeignAgent),
        ExtensionType.GeneralizedAuthentication => (Passed.Nothing, Passed.Generalized),
        ExtensionType.ForeignAgentError or ExtensionType.GreKey or ExtensionType.RevocationSupport => (Passed.Nothing, Passed.ByForeignAgent),
        ExtensionType.MobileForeignAuthentication or ExtensionType.ForeignHomeAuthentication => (Passed.Nothing, Passed.End),
        _ => (Passed.Nothing, Passed.Nothing),
    };
}
