using System.Text;
using ProxyMip.Config.Agents;
using ProxyMip.Config.Bindings;
using ProxyMip.Config.Serialization;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Tests;

public sealed class ConfigurationJsonTests
{
    private const string KeyMarker = "c0ffee00c0ffee00c0ffee00c0ffee00";

    private static readonly NodeConfiguration Sample = NodeConfiguration.Default with
    {
        General = new(true, [PeerName.TryParse("10.0.0.2")!, PeerName.TryParse("aap.example")!]),
        Routing = new(Ipv4Address.Parse("10.30.0.1"), [new(Ipv4Prefix.Parse("10.40.0.0/16"), Ipv4Address.Parse("10.30.0.9"))]),
        Servers = NodeConfiguration.Default.Servers with
        {
            Rows = NodeConfiguration.Default.Servers.Rows.SetItem(0, new() { Name = PeerName.TryParse("10.0.0.5"), Secret = new("Canary-Secret"), ForMobileIp = true }),
        },
        Bindings = new([new(Ipv4Address.Parse("10.30.0.200"), Ipv4Address.Parse("10.30.0.210"), new Spi(0x100), new SecretKey(Convert.FromHexString(KeyMarker)))]),
        HomeAgent = new() { Enabled = true, Networks = [Ipv4Prefix.Parse("10.30.0.0/24")], Hosts = [new(Ipv4Address.Parse("10.30.0.200"), Ipv4Address.Parse("10.30.0.210"))] },
    };

    [Fact]
    public void Configuration_WrittenAndRead_IsTheSame()
    {
        var json = new ConfigurationJson(new Base64Codec());
        Assert.Equal(Sample, json.Read(json.Write(Sample), NodeConfiguration.Default));
    }

    [Fact]
    public void Redacted_Text_HoldsNoSecret()
    {
        var text = new ConfigurationJson(SecretCodec.Redacted).Write(Sample);
        Assert.DoesNotContain("Canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyMarker, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"secret\": \"set\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schema":1,"general":{"enabled":true,"authoritativeAccessPoints":["010.0.0.2"]}}""", "'010.0.0.2' is not an IPv4 address or host name.")]
    [InlineData("""{"schema":1,"general":{"enabled":true,"authoritativeAccessPoints":[],"colour":"red"}}""", "colour")]
    [InlineData("""{"schema":1,"generl":{}}""", "'generl' is not a section")]
    [InlineData("""{"schema":2}""", "'schema' must be 1")]
    [InlineData("""{"schema":1,"general":{"enabled":"yes","authoritativeAccessPoints":[]}}""", "enabled")]
    [InlineData("""[]""", "A configuration is a JSON object.")]
    [InlineData("""{"schema":1,""", "line 1")]
    public void BadText_IsRefusedNamingTheMember(string text, string named)
    {
        var fault = Assert.Throws<ConfigurationFormatException>(() => new ConfigurationJson(SecretCodec.Redacted).Read(text, NodeConfiguration.Default));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_Missing_KeepsTheBasis()
    {
        var node = new ConfigurationJson(SecretCodec.Redacted).Read("""{"schema":1,"vlans":{"enabled":false,"ids":[7]}}""", Sample);
        Assert.Equal((7, Sample.General), (Assert.Single(node.Vlans.Ids), node.General));
    }

    [Fact]
    public void Rules_OfAWholeConfiguration_AreThoseOfThePages()
    {
        var faults = new FaultList();
        ConfigurationRules.Check(Sample with { Vlans = new(true, []), Routing = Sample.Routing with { DefaultGateway = null } }, [], faults);
        Assert.Contains(faults.All, fault => fault.Code == "GEN-06");
        Assert.Contains(faults.All, fault => fault.Code == "GEN-07");
    }

    [Fact]
    public void Rules_OfAGoodConfiguration_FindNoError()
    {
        var faults = new FaultList();
        ConfigurationRules.Check(Sample, [Ipv4Prefix.Parse("10.30.0.0/24")], faults);
        Assert.False(faults.HasErrors, string.Join("; ", faults.All.Select(fault => fault.Text)));
    }

    [Fact]
    public void Default_HasNoErrors()
    {
        var faults = new FaultList();
        ConfigurationRules.Check(NodeConfiguration.Default, [], faults);
        Assert.False(faults.HasErrors);
        Assert.Equal(HomeAgentConfig.Default, NodeConfiguration.Default.HomeAgent);
        Assert.Equal(SaBindingsConfig.Default, NodeConfiguration.Default.Bindings);
    }

    private sealed class Base64Codec : SecretCodec
    {
        public override string Write(ReadOnlySpan<byte> secret) => Convert.ToBase64String(secret);

        public override byte[]? Read(string text) => Convert.FromBase64String(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
    }
}
