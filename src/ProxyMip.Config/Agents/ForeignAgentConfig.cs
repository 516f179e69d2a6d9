using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Agents;

/// <summary>Foreign Agent: a page of our own in the manner of the manual (protocol reference section 10).</summary>
public sealed record ForeignAgentConfig
{
    /// <summary>Off.</summary>
    public static ForeignAgentConfig Default { get; } = new();

    /// <summary>The switch. Default no.</summary>
    public bool Enabled { get; init; }

    /// <summary>Care-of address; null: the address of the first wired port.</summary>
    public Ipv4Address? CareOfAddress { get; init; }

    /// <summary>Longest registration lifetime in seconds, 1 to 65535 (65535: no end). Default 1800.</summary>
    public int MaximumLifetime { get; init; } = 1800;

    /// <summary>Most visitors, 1 to 100000. Default 10000.</summary>
    public int MaximumVisitors { get; init; } = 10_000;

    /// <summary>Reverse tunnelling.</summary>
    public ReverseTunnelling ReverseTunnel { get; init; } = ReverseTunnelling.Optional;

    /// <summary>GRE.</summary>
    public bool Gre { get; init; } = true;

    /// <summary>Minimal encapsulation.</summary>
    public bool MinimalEncapsulation { get; init; }

    /// <summary>Registration required (R bit).</summary>
    public bool RegistrationRequired { get; init; }

    /// <summary>Longest time between advertisements in seconds, 4 to 1800. Default 10.</summary>
    public int AdvertisementInterval { get; init; } = 10;

    /// <summary>Lifetime of an advertisement in seconds, interval to 9000; null: three times the interval.</summary>
    public int? AdvertisementLifetime { get; init; }
}
