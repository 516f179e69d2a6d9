using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>What a denial makes the proxy do next.</summary>
public enum DenialStep
{
    /// <summary>Send again with what was learned.</summary>
    SendAgain,

    /// <summary>Go on repeating as if nothing had come.</summary>
    KeepRepeating,

    /// <summary>Correct the clock offset of the home agent and send again.</summary>
    Resynchronise,

    /// <summary>Send again with a new challenge.</summary>
    NewChallenge,

    /// <summary>Another care-of address of the same agent, then another agent.</summary>
    NextCareOfAddress,

    /// <summary>Another foreign agent.</summary>
    NextForeignAgent,

    /// <summary>Another home agent of the same subnet.</summary>
    NextHomeAgent,

    /// <summary>Fetch the association anew, once.</summary>
    RenewAssociation,

    /// <summary>Wait.</summary>
    Hold,
}

/// <summary>A denial as far as reactions depend on it.</summary>
/// <param name="Code">The code.</param>
/// <param name="Lifetime">Lifetime field of the reply.</param>
/// <param name="HomeAgent">Home Agent field of the reply.</param>
/// <param name="RedirectedTo">Home agent of a dynamic home agent extension; null without one.</param>
public readonly record struct Denial(ReplyCode Code, RegistrationLifetime Lifetime, Ipv4Address HomeAgent, Ipv4Address? RedirectedTo = null);

/// <summary>A reaction to a denial.</summary>
/// <param name="Step">What to try first.</param>
/// <param name="Hold">How long to wait when that is not possible; null: until the association, an agent, the map or the settings change.</param>
public sealed record DenialReaction(DenialStep Step, TimeSpan? Hold)
{
    /// <summary>When <see cref="Step"/> is not possible: wait, or go on repeating.</summary>
    public DenialStep Otherwise { get; init; } = DenialStep.Hold;

    /// <summary>What the next request does differently; null: nothing.</summary>
    public Concessions? Concessions { get; init; }

    /// <summary>Each further hold is twice as long.</summary>
    public bool Doubling { get; init; }

    /// <summary>Look for agents again: what is known of this one is stale.</summary>
    public bool Solicit { get; init; }

    /// <summary>The subnet map may be stale.</summary>
    public bool RefreshMap { get; init; }

    /// <summary>This home agent does not want the PMIPv4 extensions.</summary>
    public bool WithoutProxyExtensions { get; init; }
}
