using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests.Coverage;

/// <summary>A place of a document: where a requirement comes from, or what a comment cites.</summary>
/// <param name="Document">"RFC 5944", "manual" or "project".</param>
/// <param name="Section">"§3.7.2.1", "D-16", or empty for the document as a whole.</param>
public readonly record struct Clause(string Document, string Section)
{
    /// <summary>Reads the source column: "5944 §3.3", "manual", "project D-16", "2024 guidance".</summary>
    public static Clause Parse(string source)
    {
        var parts = source.Split(' ', 2);
        var document = char.IsAsciiDigit(parts[0][0]) ? $"RFC {parts[0]}" : parts[0];
        return new(document, parts.Length > 1 ? parts[1] : "");
    }

    public override string ToString() => Section.Length == 0 ? Document : $"{Document} {Section}";
}

/// <summary>One row of docs/requirements.tsv.</summary>
public sealed record Requirement(string Id, Clause Clause, string Role, string Level, string Text)
{
    public const string Table = "docs/requirements.tsv";

    public bool IsMust => Level == "MUST";

    /// <summary>The letters before the number: the part of the product the row is about.</summary>
    public string Area => Id[..Id.IndexOf('-')];

    public static IReadOnlyList<Requirement> ReadTable() => Parse(Repository.Read(Table));

    /// <summary>Rows of tab-separated text: lines that start with # are comments, the first other line holds the column names.</summary>
    public static IReadOnlyList<Requirement> Parse(string text) =>
        [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Skip(1).Select(line => line.Split('\t'))
            .Select(cells => new Requirement(cells[0], Clause.Parse(cells[1]), cells[2], cells[3], cells[4]))];
}
