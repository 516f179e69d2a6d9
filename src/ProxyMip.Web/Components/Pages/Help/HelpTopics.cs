namespace ProxyMip.Web.Components.Pages.Help;

/// <summary>All help, offline. One page per screen and four overviews.</summary>
internal static partial class HelpTopics
{
    /// <summary>Overviews first, then the screens in the order of the Map.</summary>
    public static HelpTopic[] All { get; } =
    [
        new("how", "How Proxy Mobile IP works",
        [
            "A client keeps its address and its open connections when it moves to an access point on another subnet. It needs no software for that: the access point speaks Mobile IP in its place.",
            "Agent discovery: each access point listens for the advertisements of home and foreign agents on its subnet, and asks for them while it hears none.",
            "Subnet map exchange: each access point tells an Authoritative AP which home agent serves its subnet, and gets the whole table back. That is how any access point knows whose client a visitor is.",
            "Registration: when a client with an address of another subnet appears, the access point registers it with its home agent through the local foreign agent. Request and reply are signed with the security association of the client.",
            "Tunnelling: the home agent intercepts what is sent to the client and tunnels it to the foreign agent, which hands it to the client. What the client sends goes out directly, or back through the tunnel when reverse tunnelling is asked for.",
        ], []),
        new("deployment", "Deployment checklist",
        [
            "Enable the Authoritative APs first, then the ordinary access points, all with the same list in the same order.",
            "Give every access point a default gateway, and let it be the router that is home and foreign agent of the subnet.",
            "Turn Proxy Mobile IP on under General and on every SSID that is to roam. VLANs must be off.",
            "Enter a security association for every range of clients, here or on an AAA server, and the very same at the home agent. An SPI is hexadecimal: 100 is 256.",
            "Synchronise clocks: a request more than 7 seconds off is refused once and then repeated with the home agent's time.",
            "Open UDP port 434 between clients' routers and UDP port 6500 between access points.",
            "Roaming clients get no multicast and broadcast service.",
        ], []),
        new("router", "Router side",
        [
            "Any home and foreign agent that follows RFC 5944 will do, also the ones built in here (Setup > Services > Home Agent and Foreign Agent).",
            "On an IOS router: 'router mobile', 'ip mobile home-agent', 'ip mobile host FIRST LAST interface NAME', and one 'ip mobile secure host' line per client with 'spi 100 key hex …'. For the foreign agent 'ip mobile foreign-agent care-of NAME', and on the client interface 'ip irdp' and 'ip mobile foreign-service'.",
            "Both Not found and Solicitations climbing: look at IRDP on the router interface, VLANs, the default gateway and the cable.",
            "Active AAP blank: look at the list of Authoritative APs, whether they are enabled, and UDP port 6500.",
            "Authentication Failures for HA: SPI and key must be equal on both ends, and the range must hold the client's address.",
            "Denied by HA followed by a success: the clocks differ; run NTP.",
            "Denied by FA: the foreign agent cannot reach the home agent, or does not grant what was asked for.",
            "Requests but no replies: the route to the home agent, or a filter.",
            "Everything zero although enabled: Proxy Mobile IP is off on the SSID.",
        ], []),
        new("real-network", "From the network in memory to a real one",
        [
            "What you see runs in this program's memory: every frame is real down to the last octet, but none leaves the machine. The engine is the one that a real node runs.",
            "Running the roles on real interfaces comes with a later release of this console; the configuration you enter here can be exported and kept until then.",
        ], []),
        new("credits", "Credits", ["ProxyMipConsole is free software under the MIT licence. Its components keep their own licences: .NET and ASP.NET Core (MIT), MudBlazor (MIT), Entity Framework Core (MIT), SQLite (public domain)."], []),
        .. Screens,
    ];
}
