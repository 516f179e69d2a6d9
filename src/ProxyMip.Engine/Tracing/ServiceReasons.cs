using ProxyMip.Engine.Associations;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tracing;

/// <summary>Every reason for which a client is not served, or not yet: stable code, one sentence with the next step, and the page to go to.</summary>
public static class ServiceReasons
{
    /// <summary>The General switch is off.</summary>
    public static ServiceReason FeatureOff { get; } =
        new("feature-disabled", "Proxy Mobile IP is disabled on this access point; enable it.", SettingPages.General);

    /// <summary>The node has no wired interface with an address yet.</summary>
    public static ServiceReason NoUplink { get; } =
        new("no-uplink", "This access point has no address on its wired side yet, so it cannot tell visitors from clients at home.", null);

    /// <summary>The station has shown no address yet.</summary>
    public static ServiceReason NoAddress { get; } =
        new("no-address", "The station has not used an IP address yet; it is served from its first packet on.", null);

    /// <summary>A request is out.</summary>
    public static ServiceReason Registering { get; } = new("registering", "A registration request is on its way; the reply is waited for.", null);

    /// <summary>A renewal is out; traffic flows.</summary>
    public static ServiceReason Renewing { get; } = new("renewing", "The registration is being renewed; traffic flows meanwhile.", null);

    /// <summary>A server is asked.</summary>
    public static ServiceReason AssociationAsked { get; } =
        new("association-asked", "The security association is being fetched from the authentication server.", SettingPages.Servers);

    /// <summary>A new challenge is waited for.</summary>
    public static ServiceReason NoChallenge { get; } =
        new("no-challenge", "The foreign agent wants a fresh challenge answered and has not advertised one yet.", null);

    /// <summary>The lifetime ended before a renewal succeeded.</summary>
    public static ServiceReason LifetimeOver { get; } =
        new("lifetime-over", "The registration ended before a renewal was accepted; it is tried again.", null);

    /// <summary>At home; no agent heard on the own LAN.</summary>
    public static ServiceReason NoHomeAgentHeard { get; } =
        new("no-home-agent", "The client is at home, but no home agent is heard on this subnet, so it cannot be registered to roam.", SettingPages.Statistics);

    /// <summary>At home; ran too often.</summary>
    public static ServiceReason HomeProcedurePaused { get; } =
        new("home-procedure-paused", "The client came and went several times within three minutes; it is deregistered a little later.", null);

    /// <summary>At home; under way.</summary>
    public static ServiceReason ComingHome { get; } = new("coming-home", "The client is at home; its home agent is being told.", null);

    /// <summary>At home; the home agent did not answer.</summary>
    public static ServiceReason HomeAgentSilent { get; } =
        new("home-agent-silent", "The client is at home, but its home agent did not answer the deregistration.", SettingPages.Statistics);

    /// <summary>The SSID is not enabled.</summary>
    public static ServiceReason ServiceSetOff(string serviceSet) =>
        new("service-set-disabled", $"Proxy Mobile IP is not enabled on SSID '{serviceSet}'.", SettingPages.ServiceSets);

    /// <summary>The address is none a host could use here.</summary>
    public static ServiceReason UnusableAddress(Ipv4Address address) =>
        new("unusable-address", $"{address} is not an address a mobile node can have (none, link-local, multicast, broadcast or loopback).", null);

    /// <summary>The address belongs to infrastructure.</summary>
    public static ServiceReason ProtectedAddress(Ipv4Address address, string what) =>
        new("address-protected", $"{address} belongs to {what}; no station may claim it.", null);

    /// <summary>The station uses the Ethernet address of infrastructure.</summary>
    public static ServiceReason ProtectedStation(MacAddress station) =>
        new("station-protected", $"{station} is the Ethernet address of a gateway, an agent or an access point; no station may use it.", null);

    /// <summary>The address belongs to another station.</summary>
    public static ServiceReason AddressTaken(Ipv4Address address, MacAddress owner, string evidence) =>
        new("address-taken", $"{address} belongs to station {owner} ({evidence}); the second claimant is kept out until it uses another address.", null);

    /// <summary>No row of the subnet map.</summary>
    public static ServiceReason NoMapRow(Ipv4Address address) =>
        new("no-subnet-map-row", $"No row of the subnet map holds {address}: no access point on its home subnet has reported a home agent. The client is left alone.",
            SettingPages.SubnetMap);

    /// <summary>The home agents of the row are all passed over.</summary>
    public static ServiceReason NoHomeAgentLeft(Ipv4Prefix network) =>
        new("no-home-agent-left", $"Every home agent of {network} refused or cannot be reached.", SettingPages.SubnetMap);

    /// <summary>No foreign agent that can be used.</summary>
    /// <param name="heard">Agents heard.</param>
    /// <param name="busy">Foreign agents among them that are busy.</param>
    public static ServiceReason NoForeignAgent(int heard, int busy) => busy > 0
        ? new("foreign-agent-busy", "The foreign agent on this subnet is busy and takes no new registrations.", SettingPages.Statistics)
        : new("no-foreign-agent", heard == 0
            ? "No foreign agent is heard on this subnet; check that the default gateway runs as one and advertises."
            : "Agents are heard on this subnet, but none is a foreign agent that can be used with the present settings.", SettingPages.Statistics);

    /// <summary>No association, after looking for it.</summary>
    public static ServiceReason NoAssociation(Ipv4Address address, AssociationStanding standing) => standing switch
    {
        AssociationStanding.Refused => new("association-refused",
            $"The authentication server has no security association for {address}, or refused it. Add the user on the server or a local binding.", SettingPages.Servers),
        AssociationStanding.NoServer => new("association-server-silent",
            $"No authentication server answered when asked for the security association of {address}.", SettingPages.Servers),
        _ => new("no-association",
            $"No local binding holds {address}, and no server is ticked for MIP authentication. Add a binding for its range.", SettingPages.Bindings),
    };

    /// <summary>The last request was denied.</summary>
    public static ServiceReason Denied(ReplyCode code, Ipv4Address agent, Ipv4Address homeAgent)
    {
        var number = (byte)code;
        var by = code.IsFromHomeAgent() ? $"Home agent {homeAgent}" : $"Foreign agent {agent}";
        return new($"denied-{number}", $"{by} refused: {code.Describe()} ({number}). {Advice(code)}".TrimEnd(), PageFor(code));
    }

    private static string Advice(ReplyCode code) => code switch
    {
        ReplyCode.MobileNodeFailedAuthentication => "Compare group SPI and group key here and at the home agent.",
        ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent or ReplyCode.MobileNodeFailedAaaAuthenticationAtForeignAgent
            or ReplyCode.MobileNodeFailedAaaAuthentication => "Compare the association at both ends.",
        ReplyCode.ForeignAgentFailedAuthentication or ReplyCode.HomeAgentFailedAuthentication => "Compare the association of the two agents.",
        ReplyCode.IdentificationMismatch => "Check that access points and agents use the same time server.",
        ReplyCode.MobileNodeTooDistant => "Something between this access point and the agent changes the TTL.",
        ReplyCode.ForeignAgentInsufficientResources or ReplyCode.HomeAgentInsufficientResources => "It is full; it is asked again.",
        ReplyCode.HomeNetworkUnreachable or ReplyCode.HomeAgentHostUnreachable or ReplyCode.HomeAgentPortUnreachable or ReplyCode.HomeAgentUnreachable
            => "Check the route to the home agent and that it runs.",
        ReplyCode.ProxyRegistrationDisallowed => "Allow this access point at the home agent.",
        _ => "",
    };

    private static string? PageFor(ReplyCode code) => code switch
    {
        ReplyCode.MobileNodeFailedAuthentication or ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent => SettingPages.Bindings,
        ReplyCode.IdentificationMismatch => SettingPages.Time,
        ReplyCode.UnknownHomeAgentAddress or ReplyCode.InvalidHomeAgentAddress => SettingPages.SubnetMap,
        _ => null,
    };
}
