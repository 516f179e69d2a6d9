namespace ProxyMip.Web.Components.Pages.Help;

/// <summary>Help of the screens, field by field.</summary>
internal static partial class HelpTopics
{
    private static HelpTopic[] Screens =>
    [
        new("home", "Summary Status", ["The access point at a glance. Every heading leads to its page."],
        [
            new("Current Associations", "Stations of this access point, of those known in the network. Each number leads to the Association Table."),
            new("Recent Events", "The five newest entries of the event log."),
            new("Network Ports", "State, speed and addresses of the ports."),
            new("Proxy Mobile IP", "Status, Active AAP, and how many readiness checks failed."),
        ]),
        new("map", "Map", ["All pages as a tree; type to narrow it, Enter opens the only hit. The second tab draws the network with its agents, tunnels and clients."], []),
        new("network", "Network Ports", ["Counters of the ports. A dash means that the engine has no such counter."], []),
        new("associations", "Association Table", ["All devices the access point knows. A click on a MAC address shows the station with the steps of its last roams."],
        [
            new("State", "802.11 state and association number."),
            new("Proxy Mobile IP", "home; visitor and its home agent; registering; denied with the code; off when its SSID is not enabled."),
        ]),
        new("setup", "Setup", ["The way to every setup page. Grey names belong to the old access point's menu and are not part of this console."], []),
        new("pmip", "Proxy Mobile IP Setup", ["The five pages of the feature, and the readiness checks: what is still missing, and where to put it right. Roaming clients get no multicast and broadcast service (PRE-15)."], []),
        new("general", "Proxy Mobile IP General", ["Switches the feature on and names the Authoritative APs. Saving no keeps everything else."],
        [
            new("Enable Proxy Mobile IP", "Both this switch and the one of the SSID must be on."),
            new("Authoritative AP 1 to 3", "Addresses or host names. The first one is asked first, the others when it does not answer. All access points need the same list."),
        ]),
        new("servers", "Authenticator Configuration", ["Up to four servers. The row number is the priority, for each kind of authentication by itself."],
        [
            new("802.1X Protocol Version", "For EAP; Draft 10 equals 802.1x-2001."),
            new("Primary Server Reattempt Period (Min.)", "After this time the first server is tried again once it failed; 0: never by itself."),
            new("Server Name/IP", "A row without a name is unused whatever its boxes say."),
            new("Server Type", "RADIUS or TACACS; the default port changes with it."),
            new("Shared Secret", "Never shown again. An untouched box keeps what is stored."),
            new("Retran Int (sec)", "How long this access point waits before it sends again."),
            new("Max Retran", "How often it sends again before it takes the next server."),
            new("Use server for", "EAP covers LEAP, PEAP, EAP-TLS, LEAP-SIM and EAP-MD5; MIP fetches the security associations of clients. The server used last is green and marked (in use)."),
        ]),
        new("bindings", "Local SA Bindings", ["For every client whose home address lies in a range, the SPI names the key that signs its requests. The home agent needs the same."],
        [
            new("IP Address Range - Start / End", "First and last client address; a blank end means one host. Ranges do not overlap."),
            new("Group SPI", "Hexadecimal, 100 to FFFFFFFF."),
            new("Group Key", "128 bits as 32 hexadecimal digits; never shown again."),
            new("Add / Remove / Edit", "Staged, and stored by Apply or OK. A complete new binding is taken by OK even without Add."),
        ]),
        new("statistics", "Proxy Mobile IP Statistics", ["Live values of the running engine. Clear zeroes the twelve counters for everybody."],
        [
            new("Home Agents / Foreign Agents", "Heard on this access point's own subnet. An agent that is both stands in both."),
            new("Active AAP", "The Authoritative AP in use."),
            new("MN IP Addresses", "Clients this access point serves."),
            new("Solicitations Sent", "Sent while no advertisement is heard."),
            new("Registration Request Successes", "Accepted registrations and renewals."),
            new("Authentication Failures for HA", "The home agent could not authenticate the client or the foreign agent: SPI or key differ."),
            new("Authentication Failures for FA", "The foreign agent could not authenticate the client or the home agent."),
            new("Registration Requests Sent", "First ones, renewals and repetitions."),
            new("Deregister Requests Sent", "Sent for clients that came home."),
            new("Registration Replies Received", "Matching replies, accepted or denied."),
            new("Deregister Replies Received", "Matching replies to deregistrations."),
            new("Registration Requests Denied by FA / HA", "Denials by the foreign agent or the home agent, for any reason."),
            new("Advertisements Received", "Agent advertisements; plain router advertisements do not count."),
            new("Gratuitous ARPs sent", "For clients that came home."),
        ]),
        new("subnets", "Subnet Map Table", ["Whose clients are whose: an address that lies in HA Address and Subnet Mask belongs to that home agent; the longest mask wins."],
        [
            new("Refresh", "Asks the Authoritative AP for its table and checks the local home agent again."),
            new("Clear", "Drops entries that are no longer valid, never good ones."),
        ]),
        new("service-sets", "Service Set Summary Status", ["The SSIDs of the radio. Select one and click Edit."], []),
        new("ssid", "AP Radio SSID", ["Settings of one SSID."],
        [
            new("Maximum Number of Associations", "0 means no limit of its own."),
            new("Proxy Mobile IP is enabled", "Cannot be combined with VLANs."),
            new("Default Unicast Address Filter", "Disallowed: the station's address must be known to a list or a server."),
        ]),
        new("logs", "Event Log", ["Newest first. Index 0 is the newest event. Purge Log empties it and leaves one entry that says who did it."], []),
        new("summary", "Event Log Summary", ["Events since start by severity."], []),
        new("users", "User Information", ["Write changes system settings and brings Admin along; Ident changes SSID text, gateway and system name. At least one user keeps Write and Admin."], []),
        new("time", "Time Server Setup", ["Settings for clocks. Requests more than 7 seconds off are refused once."], []),
        new("routing", "Routing Setup", ["Default gateway and routes. The gateway must be in the access point's own subnet."], []),
        new("vlan", "VLAN Setup", ["VLANs and Proxy Mobile IP exclude each other."], []),
        new("home-agent", "Home Agent", ["Makes this node a home agent (RFC 5944): networks and hosts served, lifetimes, clock tolerance, associations, and the live bindings."], []),
        new("foreign-agent", "Foreign Agent", ["Makes this node a foreign agent (RFC 5944): care-of address, what it offers, how often it advertises, and the live visitors."], []),
        new("exchange", "Access Point Exchange", ["Keys of the subnet map exchange; equal on all access points."], []),
        new("audit", "Audit Trail", ["Who changed what, when and from where. Secrets appear as changed only. Put this value back saves what was stored before the entry."], []),
    ];
}
