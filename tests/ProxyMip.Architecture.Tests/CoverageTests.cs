using ProxyMip.Architecture.Tests.Coverage;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests;

/// <summary>The requirement table, the tests that name its rows, and the document made of both.</summary>
public sealed class CoverageTests
{
    // make coverage sets it: the test then writes the document instead of comparing it.
    private static readonly bool Record = Environment.GetEnvironmentVariable("PROXYMIP_RECORD") == "1";

    private const string Planted =
        """
        [Requirement("MSG-901")]
        public sealed class PlantedTests
        {
            [Fact, Requirement("MSG-902", "MSG-903")]
            public void One() { }

            [Fact, Requirement(Row)]
            public void Two() { }
        }
        """;

    [Fact]
    public void Document_IsCurrent()
    {
        var expected = CoverageDocument.OfCheckout().Render();
        var path = Path.Combine(Repository.Root, CoverageDocument.Path);
        if (Record)
            File.WriteAllText(path, expected);
        var found = File.Exists(path) ? File.ReadAllText(path) : "";
        var line = found.Split('\n').Zip(expected.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        Assert.True(found == expected, $"{CoverageDocument.Path} is stale from line {line} on: run `make coverage` and commit it.");
    }

    [Fact]
    public void NamedRows_AreInTheTable()
    {
        var known = Requirement.ReadTable().Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = NamedRequirement.ReadAll().Where(named => !known.Contains(named.Id)).Select(named => $"{named.Where} names {named.Id}").ToList();
        Assert.True(unknown.Count == 0, $"{Requirement.Table} has no such row:\n  {string.Join("\n  ", unknown)}");
    }

    [Fact]
    public void Table_Rows_AreWellFormed()
    {
        var rows = Requirement.ReadTable();
        Assert.All(rows, row => Assert.Matches("^[A-Z]{3,4}-[0-9]{3}$", row.Id));
        Assert.All(rows, row => Assert.Contains(row.Level, new[] { "MUST", "SHOULD", "MAY" }));
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public void Attributes_OnClassAndMethod_AreRead() => Assert.Equal(
        [("MSG-901", "PlantedTests"), ("MSG-902", "PlantedTests.One"), ("MSG-903", "PlantedTests.One"), ("Row", "PlantedTests.Two")],
        NamedRequirement.InSource(new("tests/P.cs", Planted)).Select(named => (named.Id, named.Test)));

    [Fact]
    public void Case_AboutFile_NamesRows() => Assert.Equal(
        [("FAG-921", "case rfc5944-3.7.2.1-checksum")],
        NamedRequirement.InCase(new("tests/C/Cases/rfc5944-3.7.2.1-checksum/about.md", "Proves FAG-921 (and again FAG-921), not FAG-92."))
            .Select(named => (named.Id, named.Test)));

    [Theory]
    [InlineData("/// <summary>Request, RFC 5944 §3.3: extensions (§3.5) follow.</summary>", "RFC 5944|RFC 5944 §3.3|RFC 5944 §3.5")]
    [InlineData("/// RFC 5944 §3.3\nint x;\n// see §1.8", "RFC 5944|RFC 5944 §3.3|RFC 5944 §1.8")]
    [InlineData("/// RFC 5944 §3.3\n/// and RFC 3024 §4, §5\nint x;\n// see §1.8", "RFC 5944|RFC 5944 §3.3|RFC 3024|RFC 3024 §4|RFC 3024 §5|RFC 5944 §1.8")]
    [InlineData("// decision D-16 of the manual", "project D-16|manual")]
    [InlineData("var text = \"RFC 1 §2\";", "")]
    public void Citation_InComments_IsRead(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Citation.InSource(new("src/P.cs", text)).Select(citation => citation.Clause)));

    [Fact]
    public void Document_NamedAndOpenRows_AreCountedAndListed()
    {
        var rows = Requirement.Parse("id\tsource\trole\tlevel\trequirement\ttest\nMSG-901\t5944 §3.10\tHA\tMUST\tDo a.\tx\nMSG-902\t5944 §3.9\tHA\tMUST\tDo b | c.\tx\nMSG-903\tmanual\tHA\tMAY\tDo d.\tx\n");
        var text = new CoverageDocument(rows, [new("MSG-901", "T.One", "t.cs:1")], [new(new("RFC 5944", "§3.9"), "src/A/B.cs")]).Render();
        Assert.Contains("| **All** | 3 | 1 | 1 | 0 | 0 | 0 | 1 |", text, StringComparison.Ordinal);
        Assert.Contains("no test names yet\n\nMSG-902.\n", text, StringComparison.Ordinal);
        Assert.Contains("### RFC 5944 §3.9\n\nCode: [B](../src/A/B.cs)\n\n| Row | Level | Requirement | Tests |\n|---|---|---|---|\n| MSG-902 | MUST | Do b \\| c. | *open* |\n\n### RFC 5944 §3.10", text, StringComparison.Ordinal);
        Assert.Contains("| MSG-901 | MUST | Do a. | `T.One` |", text, StringComparison.Ordinal);
    }
}
