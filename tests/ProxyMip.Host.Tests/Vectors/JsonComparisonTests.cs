using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProxyMip.Host.Vectors;

namespace ProxyMip.Host.Tests.Vectors;

public sealed class JsonComparisonTests
{
    private static readonly FrozenSet<string> s_known = new[] { "a", "b", "flags" }.ToFrozenSet();

    [Theory]
    [InlineData("""{ "a": 16 }""", """{ "a": "0x10" }""")]
    [InlineData("""{ "a": "0x0010" }""", """{ "a": 16 }""")]
    [InlineData("""{ "a": "AB01" }""", """{ "a": "ab01" }""")]
    [InlineData("""{ "a": 1.0 }""", """{ "a": 1 }""")]
    [InlineData("""{ "a": null }""", """{ "a": null }""")]
    [InlineData("""{ "a": null }""", "{}")]
    [InlineData("""{ "a": [1, { "b": 2 }] }""", """{ "a": [1, { "b": 2, "c": 3 }] }""")]
    [InlineData("""{ "flags": ["S", "r"] }""", """{ "flags": ["S"] }""")]
    public void Compare_SameMeaning_FindsNothing(string expected, string actual) => Assert.Empty(Compare(expected, actual).Differences);

    [Theory]
    [InlineData("""{ "a": 16 }""", """{ "a": "0x11" }""", "a: expected 16, got '0x11'")]
    [InlineData("""{ "a": "0x10" }""", """{ "a": "0x010" }""", "a: expected '0x10', got '0x010'")]
    [InlineData("""{ "a": true }""", """{ "a": 1 }""", "a: expected true, got 1")]
    [InlineData("""{ "a": 1 }""", """{ "a": true }""", "a: expected 1, got true")]
    [InlineData("""{ "a": "one" }""", "{}", "a: expected 'one', got nothing")]
    [InlineData("""{ "a": null }""", """{ "a": 0 }""", "a: expected nothing, got 0")]
    [InlineData("""{ "a": [1, 2] }""", """{ "a": [1] }""", "a: expected 2 items, got 1")]
    [InlineData("""{ "a": [1, 2] }""", """{ "a": [1, 3] }""", "a[1]: expected 2, got 3")]
    [InlineData("""{ "a": { "b": 1 } }""", """{ "a": 1 }""", "a: expected an object, got nothing")]
    [InlineData("""{ "flags": ["S", "B"] }""", """{ "flags": ["B", "S"] }""", "flags: expected [\"S\", \"B\"], got [\"B\",\"S\"]")]
    public void Compare_OtherMeaning_SaysWhere(string expected, string actual, string difference) =>
        Assert.Equal([difference], Compare(expected, actual).Differences);

    [Fact]
    public void Compare_MemberNobodyKnows_IsNamedOnly()
    {
        var findings = Compare("""{ "a": { "colour": 1 } }""", """{ "a": {} }""");
        Assert.Empty(findings.Differences);
        Assert.Equal(["a.colour"], findings.NotCompared);
    }

    private static Findings Compare(string expected, string actual)
    {
        var findings = new Findings();
        findings.Compare("", JsonDocument.Parse(expected).RootElement, JsonNode.Parse(actual), s_known);
        return findings;
    }
}
