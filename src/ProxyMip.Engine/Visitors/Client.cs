using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>One associated station in the tables of the access point: its machine's state and what changes too often to belong into it.</summary>
internal sealed class Client(MacAddress station, string serviceSet, string? identity, int nasPort, Moment associatedAt) : Deadline
{
    public MacAddress Station { get; } = station;

    public string ServiceSet { get; } = serviceSet;

    /// <summary>The identity that 802.1X or RADIUS proved.</summary>
    public string? Identity { get; } = identity;

    /// <summary>A small number per association, for the servers' logs.</summary>
    public int NasPort { get; } = nasPort;

    public TimeSpan AssociatedAt { get; } = associatedAt.Uptime;

    /// <summary>Uptime at which it was last heard.</summary>
    public TimeSpan HeardAt { get; set; } = associatedAt.Uptime;

    /// <summary>The last usable address it used, whether granted or not.</summary>
    public Ipv4Address LastAddress { get; set; }

    /// <summary>The best evidence for <see cref="LastAddress"/>.</summary>
    public AddressEvidence Evidence { get; set; }

    /// <summary>Uptime at which silence is looked into; null while it does not matter.</summary>
    public TimeSpan? IdleCheckAt { get; set; }

    public required ClientState State { get; set; }

    /// <summary>Silence ends a visit only: what runs for a client at home costs nothing and belongs to its association.</summary>
    public bool MayFallSilent => State.Phase is ClientPhase.Waiting or ClientPhase.Requesting or ClientPhase.Registered or ClientPhase.Renewing or ClientPhase.Held;
}
