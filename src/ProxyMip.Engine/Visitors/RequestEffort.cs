using System.Collections.Immutable;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>The course of the present effort to register: how often, since when, what was learned from refusals.</summary>
public sealed record RequestEffort
{
    /// <summary>A fresh effort.</summary>
    public static RequestEffort Fresh { get; } = new();

    /// <summary>Requests sent without a reply in between.</summary>
    public int Attempts { get; init; }

    /// <summary>Uptime of the first of them.</summary>
    public TimeSpan StartedAt { get; init; }

    /// <summary>Answers 133 in a row.</summary>
    public int Resynchronisations { get; init; }

    /// <summary>Authentication refusals in a row: doubles the hold.</summary>
    public int AuthenticationRefusals { get; init; }

    /// <summary>Whether the association was fetched anew already.</summary>
    public bool AssociationRenewed { get; init; }

    /// <summary>What was conceded.</summary>
    public Concessions Concessions { get; init; } = Concessions.None;

    /// <summary>Agents passed over for a while.</summary>
    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];

    /// <summary>A challenge that came in a reply, and the agent it belongs to.</summary>
    public ReplyChallenge? Challenge { get; init; }

    /// <summary>The challenge of the latest request.</summary>
    public ChallengeOctets UsedChallenge { get; init; }

    /// <summary>Whether a new challenge is waited for.</summary>
    public bool NeedsChallenge { get; init; }

    /// <summary>Whether an address is passed over at the moment: a foreign agent, one of its care-of addresses, or a home agent.</summary>
    public bool Excludes(Ipv4Address agent, Ipv4Address? careOfAddress, TimeSpan now)
    {
        foreach (var exclusion in Exclusions)
        {
            if (exclusion.Agent == agent && exclusion.CareOfAddress == careOfAddress && exclusion.Until > now)
                return true;
        }
        return false;
    }

    /// <summary>Passes over an address until an uptime; forgets exclusions that are over.</summary>
    public RequestEffort Exclude(Ipv4Address agent, Ipv4Address? careOfAddress, TimeSpan until, TimeSpan now) => this with
    {
        Exclusions =
        [
            .. Exclusions.Where(old => old.Until > now && (old.Agent, old.CareOfAddress) != (agent, careOfAddress)),
            new(agent, careOfAddress, until),
        ],
    };
}

/// <summary>Something passed over for a while.</summary>
/// <param name="Agent">A foreign or home agent.</param>
/// <param name="CareOfAddress">One care-of address of it; null: the agent as a whole.</param>
/// <param name="Until">Uptime at which it counts again.</param>
public readonly record struct Exclusion(Ipv4Address Agent, Ipv4Address? CareOfAddress, TimeSpan Until);

/// <summary>A challenge given in a reply.</summary>
/// <param name="Agent">The foreign agent.</param>
/// <param name="Challenge">The octets.</param>
/// <param name="At">Uptime of the reply.</param>
public sealed record ReplyChallenge(Ipv4Address Agent, ChallengeOctets Challenge, TimeSpan At);
