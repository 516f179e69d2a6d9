using ProxyMip.Protocol.Radius;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

public sealed class RadiusDecisionTests
{
    [Theory]
    [InlineData("rad-sa-accept", RadiusDecision.Granted)]
    [InlineData("rad-sa-reject", RadiusDecision.Refused)]
    [Requirement("RAD-047")]
    public void Decision_Golden_IsFinal(string name, RadiusDecision decision) => Assert.Equal(decision, Decide(RadiusSamples.Octets(name)));

    [Fact]
    [Requirement("RAD-017")]
    public void Decision_AcceptWithServiceTypeFramed_IsARefusal() =>
        Assert.Equal(RadiusDecision.Refused, Decide(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a => a.Add(RadiusAttributeType.ServiceType, 0, 0, 0, 2))));

    [Fact]
    public void Decision_AcceptWithASupportedServiceType_IsGranted() =>
        Assert.Equal(RadiusDecision.Granted, Decide(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a => a.Add(RadiusAttributeType.ServiceType, 0, 0, 0, 10))));

    [Fact]
    public void Decision_AcceptWithAnUnreadableServiceType_IsARefusal() =>
        Assert.Equal(RadiusDecision.Refused, Decide(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a => a.Add(RadiusAttributeType.ServiceType, 10))));

    [Fact]
    [Requirement("RAD-020")]
    public void Decision_Challenge_IsARefusal() => Assert.Equal(RadiusDecision.Refused, Decide(RadiusSamples.Answer(RadiusCode.AccessChallenge, true, _ => { })));

    [Theory]
    [InlineData("shell:priv-lvl=15", ConsoleAccess.Administrator)]
    [InlineData("shell:priv-lvl*15", ConsoleAccess.Administrator)]
    [InlineData("shell:priv-lvl=14", ConsoleAccess.ReadOnly)]
    [InlineData("shell:priv-lvl=1", ConsoleAccess.ReadOnly)]
    [InlineData("shell:priv-lvl=16", ConsoleAccess.None)]
    [InlineData("aironet:admin-capability=write+snmp+ident+firmware+admin", ConsoleAccess.ReadOnly)]
    [InlineData("mobileip:spi#0=x", ConsoleAccess.None)]
    [Requirement("RAD-051")]
    public void Grant_FromAttributePair_OpensTheConsoleThatFar(string pair, ConsoleAccess access) =>
        Assert.Equal(access, Grant(a => a.AddPair(pair)).Access);

    [Theory]
    [InlineData(6, ConsoleAccess.Administrator)]
    [InlineData(7, ConsoleAccess.ReadOnly)]
    [InlineData(2, ConsoleAccess.None)]
    [Requirement("RAD-017", "RAD-051")]
    public void Grant_FromServiceType_OpensTheConsoleThatFar(byte service, ConsoleAccess access) =>
        Assert.Equal(access, Grant(a => a.Add(RadiusAttributeType.ServiceType, 0, 0, 0, service)).Access);

    [Fact]
    [Requirement("RAD-051")]
    public void Grant_Golden_IsAdministrator()
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets("rad-admin-accept"), out var packet, out _));
        Assert.Equal(new ConsoleGrant { ServiceType = RadiusServiceType.Administrative, PrivilegeLevel = 15 }, CiscoPrivilege.Read(packet));
    }

    [Fact]
    public void Grant_WithoutAnyWord_IsNone() => Assert.Equal(ConsoleAccess.None, Grant(_ => { }).Access);

    [Theory]
    [InlineData("aironet:admin-capability=write+admin", AironetCapabilities.Write | AironetCapabilities.Admin)]
    [InlineData("aironet:admin-capability = firmware + ident + snmp", AironetCapabilities.Firmware | AironetCapabilities.Ident | AironetCapabilities.Snmp)]
    public void Capabilities_InAnyOrder_AreRead(string pair, AironetCapabilities capabilities)
    {
        Assert.True(CiscoPrivilege.TryParseCapabilities(pair, out var read));
        Assert.Equal(capabilities, read);
    }

    [Theory]
    [InlineData("aironet:admin-capability=write+root")]
    [InlineData("aironet:admin-capability=")]
    [InlineData("aironet:other=write")]
    [InlineData("admin-capability=write")]
    public void Capabilities_Unknown_AreRefused(string pair) => Assert.False(CiscoPrivilege.TryParseCapabilities(pair, out _));

    private static RadiusDecision Decide(byte[] octets)
    {
        Assert.True(RadiusPacket.TryParse(octets, out var packet, out _));
        return RadiusDecisions.Decide(packet, RadiusServiceType.CallCheck);
    }

    private static ConsoleGrant Grant(Action<RadiusSamples.Attributes> write)
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Answer(RadiusCode.AccessAccept, true, write), out var packet, out _));
        return CiscoPrivilege.Read(packet);
    }
}
