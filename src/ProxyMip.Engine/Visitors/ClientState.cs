using ProxyMip.Engine.Associations;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>State of one client (protocol reference 9.3). Immutable: a step makes the next one.</summary>
public sealed record ClientState
{
    /// <summary>Its Ethernet address.</summary>
    public required MacAddress Station { get; init; }

    /// <summary>The SSID it is associated on.</summary>
    public required string ServiceSet { get; init; }

    /// <summary>Where it stands.</summary>
    public ClientPhase Phase { get; init; }

    /// <summary>Its address; 0.0.0.0 while unknown.</summary>
    public Ipv4Address Address { get; init; }

    /// <summary>Why it is not served, or not yet; null when it is.</summary>
    public ServiceReason? Reason { get; init; }

    /// <summary>Its row of the subnet map while it is a visitor.</summary>
    public HomeSubnet? Home { get; init; }

    /// <summary>Its association.</summary>
    public AssociationFinding Association { get; init; } = AssociationFinding.Unknown;

    /// <summary>The latest request without a reply.</summary>
    public PendingRequest? Pending { get; init; }

    /// <summary>The registration that runs.</summary>
    public ClientRegistration? Registration { get; init; }

    /// <summary>What outlives a visit.</summary>
    public RequestHistory History { get; init; } = RequestHistory.Empty;

    /// <summary>The present effort.</summary>
    public RequestEffort Effort { get; init; } = RequestEffort.Fresh;

    /// <summary>The home procedure of a client at home.</summary>
    public HomeProcedure? Procedure { get; init; }

    /// <summary>A deregistration under way.</summary>
    public Deregistration? Deregistering { get; init; }

    /// <summary>At home, with an association its home agent has accepted.</summary>
    public bool RegisteredToRoam { get; init; }

    /// <summary>Code of the last denial in this visit; null when there was none since the last success.</summary>
    public byte? DeniedWith { get; init; }

    /// <summary>Uptime of the next try; null when something else has to happen first.</summary>
    public TimeSpan? RetryAt { get; init; }

    /// <summary>How its frames are treated, as last told to the packet path; null: never told.</summary>
    public SetStationPath? Path { get; init; }

    /// <summary>The roam as it unfolds.</summary>
    public RoamTrace? Trace { get; init; }

    /// <summary>The earliest uptime at which <see cref="ClientDue"/> is wanted; null when nothing is waited for.</summary>
    public TimeSpan? WakeAt
    {
        get
        {
            var wake = Earlier(RetryAt, Deregistering?.NextAt);
            if (Registration is { } registration)
                wake = Earlier(Earlier(wake, registration.Until), Phase == ClientPhase.Registered ? registration.RenewAt : null);
            return Procedure is { } procedure ? Earlier(wake, procedure.NextArpAt) : wake;
        }
    }

    /// <summary>Whether this access point serves it as a mobile node: a registered visitor, or at home and registered to roam.</summary>
    public bool IsServed => Registration is not null || RegisteredToRoam;

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;
}
