namespace ProxyMip.Engine.Core;

/// <summary>
/// The twelve counters of the manual's Statistics page, with exactly the meaning of each there. 64 bits, zero at start and after Clear.
/// </summary>
public sealed record AccessPointCounters
{
    /// <summary>Agent solicitations sent.</summary>
    public long SolicitationsSent { get; init; }

    /// <summary>Agent advertisements received; plain router advertisements do not count.</summary>
    public long AdvertisementsReceived { get; init; }

    /// <summary>Requests sent with a lifetime above 0: first ones, renewals, retransmissions, resent after 133.</summary>
    public long RegistrationRequestsSent { get; init; }

    /// <summary>Replies that matched a pending registration, accepted or denied.</summary>
    public long RegistrationRepliesReceived { get; init; }

    /// <summary>Accepted registrations (codes 0 and 1), renewals included.</summary>
    public long RegistrationRequestSuccesses { get; init; }

    /// <summary>Requests sent with lifetime 0.</summary>
    public long DeregisterRequestsSent { get; init; }

    /// <summary>Replies that matched a pending deregistration.</summary>
    public long DeregisterRepliesReceived { get; init; }

    /// <summary>Denials by the foreign agent (64-127 and 194).</summary>
    public long RegistrationRequestsDeniedByForeignAgent { get; init; }

    /// <summary>Denials by the home agent (128-192).</summary>
    public long RegistrationRequestsDeniedByHomeAgent { get; init; }

    /// <summary>Denials 131, 132 and 144.</summary>
    public long AuthenticationFailuresForHomeAgent { get; init; }

    /// <summary>Denials 67, 68 and 108.</summary>
    public long AuthenticationFailuresForForeignAgent { get; init; }

    /// <summary>Gratuitous ARP frames sent for clients that came home.</summary>
    public long GratuitousArpsSent { get; init; }
}
