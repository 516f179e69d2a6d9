using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProxyMip.Architecture.Tests.Assemblies;
using ProxyMip.Architecture.Tests.Rules;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests;

/// <summary>What every parser and every message of Protocol must have: a fuzz target, octets from outside, and a property.</summary>
public sealed class ProtocolTestingTests
{
    private static readonly AssemblyFacts Protocol = Product.Find("ProxyMip.Protocol")!;
    private static readonly AssemblyFacts Fuzz = AssemblyScanner.Read(Path.Combine(AppContext.BaseDirectory, "ProxyMip.Fuzz.dll"));

    private static readonly IReadOnlyList<SourceFile> ProtocolTests = [.. SourceFile.Tests.Where(file => file.Path.StartsWith("tests/ProxyMip.Protocol.Tests/", StringComparison.Ordinal))];

    private static Rule<AssemblyFacts> EveryParserIsFuzzed(AssemblyFacts fuzz) => new(
        "Every parser of Protocol is called by a target of ProxyMip.Fuzz.",
        "Octets come from strangers: a parser nobody fuzzed is one nobody knows.",
        protocol => protocol.Parsers.Except(fuzz.UsedMembers).Select(parser => $"{parser} has no target: add one to tests/ProxyMip.Fuzz/Targets"));

    private static Rule<AssemblyFacts> EveryMessageIsProven(IReadOnlyList<SourceFile> tests)
    {
        var classes = tests.SelectMany(file => file.All<ClassDeclarationSyntax>()).Select(Words).ToList();
        return new(
            "Every message of Protocol has a golden test (octets spelt out or a vector) and a property test (CsCheck).",
            "Octets from outside find what we misread; properties find what we did not think of.",
            protocol => protocol.Messages.SelectMany(message => Lacks(SimpleName(message), classes)));
    }

    [Fact]
    public void Parsers_AreAllFuzzed() => EveryParserIsFuzzed(Fuzz).Holds([Protocol]);

    [Fact]
    public void Parsers_OfProtocol_AreFound() => Assert.True(Protocol.Parsers.Count > 50, $"only {Protocol.Parsers.Count} parsers were found: the scanner no longer sees them");

    [Fact]
    public void Parsers_PlantedWithoutTarget_AreSeen() => EveryParserIsFuzzed(Planted.Assembly("ProxyMip.Fuzz", "class Nothing { }")).Sees(
        Planted.Assembly("ProxyMip.Protocol", PlantedMessage), "P.Ping.TryParse", count: 2);

    [Fact]
    public void Messages_HaveGoldenAndPropertyTests() => EveryMessageIsProven(ProtocolTests).Holds([Protocol]);

    [Fact]
    public void Messages_OfProtocol_AreFound() => Assert.True(Protocol.Messages.Count > 30, $"only {Protocol.Messages.Count} messages were found: the scanner no longer sees them");

    [Theory]
    [InlineData("class PingTests { void A() { Hex.Parse(\"00\"); Ping.TryParse(); } }", "Ping has no property test")]
    [InlineData("class PingTests { void A() { Gen.Byte.Sample(x => Ping.TryParse()); } }", "Ping has no golden test")]
    public void Messages_PlantedWithoutProof_AreSeen(string tests, string named) =>
        EveryMessageIsProven([new("tests/ProxyMip.Protocol.Tests/PingTests.cs", tests)]).Sees(Planted.Assembly("ProxyMip.Protocol", PlantedMessage), named);

    private const string PlantedMessage =
        """
        namespace P;
        public struct WireFault { }
        public struct Ping
        {
            public static bool TryParse(System.ReadOnlySpan<byte> octets, out Ping ping, out WireFault fault) { ping = default; fault = default; return true; }
            public int WriteTo(System.Span<byte> destination) => 0;
        }
        public ref struct Walk
        {
            public bool MoveNext() => false;
            public bool Succeeded(out WireFault fault) { fault = default; return true; }
        }
        """;

    // A class proves a message when it names it; the proof is golden when the class reads octets from text or a vector, a property when it samples.
    private static IEnumerable<string> Lacks(string message, IReadOnlyList<HashSet<string>> classes)
    {
        var about = classes.Where(words => words.Contains(message)).ToList();
        if (!about.Any(words => words.Overlaps(["Hex", "Vector", "VectorFile", "Golden"])))
            yield return $"{message} has no golden test";
        if (!about.Any(words => words.Contains("Sample")))
            yield return $"{message} has no property test";
    }

    private static HashSet<string> Words(ClassDeclarationSyntax type) => [.. type.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text)];

    private static string SimpleName(string fullName) => fullName[(fullName.LastIndexOf('.') + 1)..];
}
