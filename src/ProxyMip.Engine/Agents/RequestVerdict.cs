using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Agents;

/// <summary>What an agent does with a request.</summary>
internal enum VerdictKind
{
    /// <summary>Grant it, or pass it on.</summary>
    Accept,

    /// <summary>Answer with a denial.</summary>
    Deny,

    /// <summary>Drop it without a word.</summary>
    Discard,

    /// <summary>An exact duplicate of the last one accepted: send the same reply again (decision D-14).</summary>
    Repeat,
}

/// <summary>The result of the ordered checks on a request.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Code">The code of a denial.</param>
/// <param name="Reason">Why it is dropped.</param>
/// <param name="Lifetime">Lifetime field of a denial; null: copied from the request.</param>
internal readonly record struct RequestVerdict(VerdictKind Kind, ReplyCode Code, DiscardReason Reason, RegistrationLifetime? Lifetime)
{
    public static RequestVerdict Accept => default;

    public static RequestVerdict Repeat => new(VerdictKind.Repeat, default, default, null);

    public static RequestVerdict Deny(ReplyCode code, RegistrationLifetime? lifetime = null) => new(VerdictKind.Deny, code, default, lifetime);

    public static RequestVerdict Discard(DiscardReason reason) => new(VerdictKind.Discard, default, reason, null);
}
