using System.Text.Json.Nodes;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Simulation.Tests.Topologies;

public sealed class TopologyFileTests
{
    [Fact]
    public void TopologyFile_ManualNetwork_SurvivesWritingAndReading()
    {
        var text = TopologyFile.Write(ManualTopology.Create());

        Assert.True(TopologyFile.TryRead(text, out var topology, out var problem), problem);
        Assert.Equal(text, TopologyFile.Write(topology!));
    }

    [Theory]
    [InlineData("", "The input does not contain any JSON tokens")]
    [InlineData("null", "The file holds nothing.")]
    [InlineData("{}", "missing required properties including: 'name'")]
    [InlineData("{\"name\":\"x\",\"segmnts\":[]}", "segmnts")]
    [InlineData("{\"name\":\"x\",\"segments\":[{\"id\":\"a\",\"prefix\":\"10.1.0.1/24\"}]}",
        "At segments[0].prefix (line 1): expected a prefix such as \"10.30.0.0/24\", with all host bits zero.")]
    [InlineData("{\"name\":\"x\",\"authoritativeAccessPoints\":[\"10.1\"]}", "At authoritativeAccessPoints[0] (line 1): expected an address such as \"10.30.0.1\".")]
    [InlineData("{\"name\":\"x\",\"associationSource\":\"file\"}", "At associationSource (line 1)")]
    public void TopologyFile_BadForm_SaysWhereAndWhat(string json, string expected)
    {
        Assert.False(TopologyFile.TryRead(json, out _, out var problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { """{"name":""}""", "The name of the topology is empty." },
        { """{"segments":[]}""", "There is no segment" },
        { """{"routers":[{"id":"MN","interfaces":[]}]}""", "The id \"MN\" is used 2 times" },
        { """{"hosts":[{"id":"correspondent","segment":"nowhere","address":"10.40.0.10"}]}""", "segment \"nowhere\", which is not in \"segments\"" },
        { """{"hosts":[{"id":"correspondent","segment":"office","address":"10.41.0.10"}]}""", "10.41.0.10 is not a host address of segment \"office\"" },
        { """{"hosts":[{"id":"correspondent","segment":"office","address":"10.40.0.1"}]}""", "The address 10.40.0.1 is used by \"router-core\" and \"correspondent\"." },
        { """{"hosts":[{"id":"correspondent","segment":"office","address":"10.40.0.255"}]}""", "10.40.0.255 is not a host address" },
        { """{"routers":[{"id":"r"}],"mobileNodes":[],"traffic":[]}""", "Router \"r\" has no interface." },
        { """{"mobileNodes":[{"id":"MN","address":"10.30.0.201","subnet":"10.30.0.0/24","at":"AP-X"}]}""", "begins at \"AP-X\", which is no access point" },
        { """{"mobileNodes":[{"id":"MN","address":"10.30.0.201","subnet":"10.30.0.0/24","at":"AP-H","serviceSet":"other"}]}""", "looks for SSID \"other\"" },
        { """{"mobileNodes":[{"id":"MN","address":"10.31.0.201","subnet":"10.30.0.0/24"}]}""", "10.31.0.201 is not a host address of its subnet" },
        { """{"mobileNodes":[{"id":"MN","address":"10.30.0.201","subnet":"10.30.0.0/24","radio":{"loss":1.5}}]}""", "loss is a probability from 0 to 1, not 1.5." },
        { """{"authoritativeAccessPoints":["10.0.0.3"]}""", "10.0.0.3 is not the address of an access point" },
        { """{"authoritativeAccessPoints":[]}""", "Proxy Mobile IP needs at least one address" },
        { """{"comparePeriod":1}""", "comparePeriod must be 5 to 300 seconds." },
        { """{"traffic":[{"mobileNode":"MN","peer":"nobody"}]}""", "Traffic names \"nobody\", which is no host." },
        { """{"associations":[{"start":"10.30.0.9","end":"10.30.0.1","spi":"100","key":"00112233445566778899aabbccddeeff"}]}""", "before it starts" },
        { """{"aaaServer":null,"associationSource":"server"}""", "there is no \"aaaServer\"" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void TopologyFile_Mistake_IsOneSentence(string change, string expected)
    {
        var document = JsonNode.Parse(TopologyFile.Write(ManualTopology.Create()))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            document[name] = value?.DeepClone();

        Assert.False(TopologyFile.TryRead(document.ToJsonString(), out _, out var problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TopologySchema_KnowsEveryMemberOfTheManualNetwork()
    {
        var schema = JsonNode.Parse(TopologySchema.Text)!.AsObject();
        var document = JsonNode.Parse(TopologyFile.Write(ManualTopology.Create()))!.AsObject();

        var known = schema["properties"]!.AsObject().Select(member => member.Key).ToHashSet();
        Assert.Empty(document.Select(member => member.Key).Except(known));
        Assert.False((bool)schema["additionalProperties"]!);
    }

    [Fact]
    public void TopologySchema_InTheDocuments_IsTheOneInForce()
    {
        var file = Path.Combine(RepositoryRoot(), "docs", "topology.schema.json");

        Assert.Equal(TopologySchema.Text, File.ReadAllText(file));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ProxyMipConsole.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
