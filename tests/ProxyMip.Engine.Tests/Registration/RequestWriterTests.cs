using System.Globalization;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Registration;

public sealed class RequestWriterTests
{
    [Theory]
    [Requirement("APX-019", "APX-020", "APX-021", "APX-022", "APX-043", "APX-055", "APX-059", "APX-086", "APX-090", "APX-091", "MSG-029", "MSG-031", "MSG-037", "MSG-053")]
    [InlineData("rrq-hmac-md5")]
    [InlineData("rrq-keyed-md5")]
    [InlineData("rrq-keyed-md5-rfc2002")]
    [InlineData("rrq-dereg-all-at-home")]
    [InlineData("rrq-dereg-one")]
    [InlineData("rrq-lifetime-infinite")]
    [InlineData("rrq-mfae")]
    [InlineData("rrq-challenge-mnaaa")]
    [InlineData("rrq-challenge-chap-spi2")]
    [InlineData("rrq-nai-home-zero")]
    [InlineData("rrq-pmipv4-skippable")]
    public void Write_FieldsOfAVector_GivesItsOctets(string name)
    {
        var vector = VectorFile.Load("requests")[name];
        Assert.Equal(Hex.Format(vector.Octets), Hex.Format(RequestWriter.Write(Request(vector))));
    }

    [Theory]
    [Requirement("APX-049", "APX-050", "APX-051", "APX-052", "APX-082", "APX-095", "APX-097", "MSG-001")]
    [InlineData("rrq-hmac-md5")]
    [InlineData("rrq-challenge-mnaaa")]
    [InlineData("rrq-dereg-all-at-home")]
    [InlineData("rrq-nai-home-zero")]
    public void Datagram_FieldsOfAVector_HasItsAddressesAndTtl(string name)
    {
        var vector = VectorFile.Load("requests")[name];
        var datagram = RequestWriter.Datagram(Request(vector));
        Assert.Equal((vector.Fields.GetProperty("ip_source").GetString(), vector.Fields.GetProperty("ip_destination").GetString(), vector.Fields.GetProperty("ttl").GetByte()),
            (datagram.Source.ToString(), datagram.Destination.ToString(), datagram.TimeToLive));
        Assert.Equal((Town.Station, Town.AgentLink, (ushort)434, (ushort)434), (datagram.LinkSource, datagram.LinkDestination, datagram.SourcePort, datagram.DestinationPort));
    }

    [Fact]
    [Requirement("APX-053")]
    public void Datagram_OnlyTheEthernetAddressOfTheAgentIsKnown_GoesToAllMobilityAgentsWithTtl1()
    {
        var datagram = RequestWriter.Datagram(Request(VectorFile.Load("requests")["rrq-hmac-md5"]) with { Agent = Ipv4Address.Any });
        Assert.Equal((Ipv4Address.AllMobilityAgents, (byte)1, Town.AgentLink), (datagram.Destination, datagram.TimeToLive, datagram.LinkDestination));
    }

    [Fact]
    [Requirement("MSG-014")]
    public void Write_AnyFlags_ReservedBitsAreZero()
    {
        var octets = RequestWriter.Write(Request(VectorFile.Load("requests")["rrq-hmac-md5"]) with { Bits = (RegistrationBits)0xff });
        Assert.Equal(0xff & ~0x05, octets[1]);
    }

    private static PendingRequest Request(Vector vector)
    {
        var fields = vector.Fields;
        string Text(string field) => fields.GetProperty(field).GetString()!;
        var extensions = fields.GetProperty("extensions").EnumerateArray().ToList();
        var challenge = extensions.Where(item => item.GetProperty("type").GetInt32() == 132).Select(item => Hex.Parse(item.GetProperty("data_hex").GetString()!)).FirstOrDefault();
        return new()
        {
            Client = Ipv4Address.Parse(Text("home_address")),
            Station = Town.Station,
            Port = Town.Wire,
            Agent = Ipv4Address.Parse(Text("ip_destination")),
            AgentLink = Town.AgentLink,
            CareOfAddress = Ipv4Address.Parse(Text("care_of_address")),
            HomeAgent = Ipv4Address.Parse(Text("home_agent")),
            Lifetime = new(fields.GetProperty("lifetime").GetUInt16()),
            Bits = fields.GetProperty("flags").EnumerateArray().Any(flag => flag.GetString() == "T") ? RegistrationBits.ReverseTunnel : RegistrationBits.None,
            Identification = ulong.Parse(Text("identification_hex"), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            SentAt = default,
            Association = Association(vector, 32)!,
            ForeignAgentAssociation = Association(vector, 33),
            MobileAaaAssociation = Association(vector, 36),
            Challenge = challenge is null ? default : new([.. challenge]),
            Nai = extensions.Where(item => item.GetProperty("type").GetInt32() == 131).Select(item => item.GetProperty("nai").GetString()).FirstOrDefault(),
            ProxyExtensions = extensions.Any(item => item.GetProperty("type").GetInt32() == 147),
        };
    }

    internal static SecurityAssociation? Association(Vector vector, byte extension) =>
        vector.Authentications.FirstOrDefault(item => item.Extension == extension) is { } auth
            ? new(new(auth.Spi), auth.Algorithm switch
            {
                "md5-prefix-suffix" => AuthenticationAlgorithm.Md5PrefixSuffix,
                "md5-prefix-suffix-rfc2002" => AuthenticationAlgorithm.Md5PrefixSuffixRfc2002,
                _ => AuthenticationAlgorithm.HmacMd5,
            }, new(auth.Key))
            : null;
}
