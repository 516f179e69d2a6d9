using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>The manual's addresses: an access point on 10.20.0.0/24, a mobile node from 10.30.0.0/24.</summary>
internal static class Town
{
    public static readonly PortId Wire = new(1);
    public static readonly PortId Air = new(2);
    public static readonly Ipv4Address AccessPoint = Ipv4Address.Parse("10.20.0.2");
    public static readonly Ipv4Address Agent = Ipv4Address.Parse("10.20.0.1");
    public static readonly Ipv4Address OtherAgent = Ipv4Address.Parse("10.20.0.9");
    public static readonly Ipv4Address HomeAgent = Ipv4Address.Parse("10.30.0.1");
    public static readonly Ipv4Address OtherHomeAgent = Ipv4Address.Parse("10.30.0.2");
    public static readonly Ipv4Address Visitor = Ipv4Address.Parse("10.30.0.201");
    public static readonly Ipv4Address Local = Ipv4Address.Parse("10.20.0.77");
    public static readonly Ipv4Prefix OwnSubnet = Ipv4Prefix.Parse("10.20.0.0/24");
    public static readonly Ipv4Prefix HomeSubnet = Ipv4Prefix.Parse("10.30.0.0/24");
    public static readonly MacAddress AccessPointLink = MacAddress.Parse("00:40:96:3a:b1:12");
    public static readonly MacAddress AgentLink = MacAddress.Parse("02:00:0a:14:00:01");
    public static readonly MacAddress OtherAgentLink = MacAddress.Parse("02:00:0a:14:00:09");
    public static readonly MacAddress Station = MacAddress.Parse("00:00:67:02:51:93");
    public static readonly MacAddress OtherStation = MacAddress.Parse("00:00:67:02:51:94");
    public const string ServiceSet = "bnetwork30";

    public static readonly SecurityAssociation Association = new(new(0x100), AuthenticationAlgorithm.HmacMd5, Key("1234567890abcdef1234567890abcdef"));
    public static readonly SecurityAssociation OtherAssociation = new(new(0x200), AuthenticationAlgorithm.Md5PrefixSuffix, Key("00ff00ff00ff00ff00ff00ff00ff00ff"));

    /// <summary>12:00 UTC on 1 March 2026 at uptime zero: the vectors' clock.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static AccessPointSettings Proxy => new()
    {
        Enabled = true,
        ServiceSets = [ServiceSet],
        Associations = new([new(Ipv4Address.Parse("10.30.0.200"), Ipv4Address.Parse("10.30.0.210"), Association), new(Local, Local, Association)]),
        MaximumLifetime = TimeSpan.FromSeconds(600),
    };

    public static NodeSettings Node(AccessPointSettings? proxy) => new()
    {
        Name = "ap-foreign",
        Interfaces =
        [
            new(Wire, "eth0", PortKind.Wired, AccessPointLink, AccessPoint, OwnSubnet),
            new(Air, "wlan0", PortKind.Radio, AccessPointLink, AccessPoint, OwnSubnet),
        ],
        DefaultGateway = Agent,
        AccessPoint = proxy,
    };

    public static SecretKey Key(string hex) => SecretKey.TryParseHex(hex, out var key) ? key! : throw new FormatException(hex);

    public static MapEntry Row(Ipv4Address homeAgent, byte length = 24) => new() { State = MapRowState.Active, PrefixLength = length, HomeAgent = homeAgent, AccessPoints = 1 };

    public static Moment At(double seconds) => new(TimeSpan.FromSeconds(seconds), Epoch + TimeSpan.FromSeconds(seconds));

    public static ImmutableArray<T> None<T>() => [];
}
