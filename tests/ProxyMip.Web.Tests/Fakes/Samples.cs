using ProxyMip.Protocol.Wire;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Tests.Fakes;

/// <summary>Values of the manual's sample network.</summary>
internal static class Samples
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static NodeSnapshot Snapshot() => new() { TakenAt = Now, Uptime = new(0, 0, 25, 10) };

    public static Ipv4Address Ip(string text) => Ipv4Address.Parse(text);

    public static MacAddress Mac(string text) => MacAddress.Parse(text);

    public static EventRecord Event(long id, EventSeverity severity, string text, string code = "sample", string? client = null, bool mobileIp = false) =>
        new(id, Now.AddSeconds(-id), new TimeSpan(0, 0, 25, 0) - TimeSpan.FromSeconds(id), severity, code, text, client is null ? null : Ip(client), null, mobileIp);

    /// <summary>A client associated here.</summary>
    public static StationRow Client(string address = "10.30.0.201", string mac = "000067025193") => new()
    {
        Class = StationClass.Client,
        Name = "pda-1",
        Address = Ip(address),
        Mac = Mac(mac),
        State = "Assoc AID=38",
        Parent = "[self]",
        ServiceSet = "bnetwork30",
        AssociatedAt = new TimeSpan(0, 20, 0),
        IsLocal = true,
    };

    /// <summary>Something the access point knows of in the network.</summary>
    public static StationRow Wired(StationClass kind, string address, string mac) =>
        new() { Class = kind, Address = Ip(address), Mac = Mac(mac), State = "-", Parent = "-" };

    public static SubnetMapRow MapRow(string homeAgent, string network, string learnedFrom = "local") =>
        new(Ip(homeAgent), Ipv4Prefix.Parse(network), learnedFrom, new TimeSpan(0, 1, 0), new TimeSpan(0, 2, 0), 1, "active");
}
