using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxyMip.Host.Vectors;

/// <summary>What came out of checking one vector.</summary>
internal sealed class Findings
{
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>What differs; none: the vector passed.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>Members that say something no check understands: tolerated, but named.</summary>
    public IReadOnlyCollection<string> NotCompared => _notes;

    public void Differs(string what) => Differences.Add(what);

    public void Differs(string what, object? expected, object? actual) => Differences.Add($"{what}: expected {expected ?? "nothing"}, got {actual ?? "nothing"}");

    /// <summary>Names a difference unless the condition holds.</summary>
    public void Require(bool condition, string what)
    {
        if (!condition)
            Differs(what);
    }

    public void RequireOctets(string what, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (expected.SequenceEqual(actual))
            return;
        var at = expected.CommonPrefixLength(actual);
        Differs($"{what}: {actual.Length} octets instead of {expected.Length}, the first difference at octet {at}");
    }

    public void NotUnderstood(string member) => _notes.Add(member);

    /// <summary>Compares every expected member with what was found; <paramref name="known"/> tells absent members from unknown ones.</summary>
    public void Compare(string path, JsonElement expected, JsonNode? actual, IReadOnlySet<string> known) =>
        new JsonComparison(this, known).Compare(path, expected, actual);
}
