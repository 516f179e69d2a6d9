using System.Text.RegularExpressions;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests.Coverage;

/// <summary>A clause cited in a comment of product code.</summary>
/// <param name="Clause">What is cited.</param>
/// <param name="Path">The file that cites it.</param>
public sealed partial record Citation(Clause Clause, string Path)
{
    public static IReadOnlyList<Citation> ReadAll() => [.. SourceFile.Product.SelectMany(InSource).Distinct()];

    /// <summary>
    /// Reads "RFC 5944 §3.3 and §3.4", "decision D-16", "manual". A section without a document belongs to the document named before it in the
    /// same comment, else to the first the file names.
    /// </summary>
    public static IEnumerable<Citation> InSource(SourceFile file)
    {
        string? first = null, current = null;
        foreach (var line in file.Text.Split('\n'))
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            if (comment < 0)
            {
                current = null; // the comment has ended
                continue;
            }
            foreach (Match match in Token().Matches(line[comment..]))
            {
                if (match.Groups["rfc"].Success)
                    yield return Cite(current = $"RFC {match.Groups["rfc"].Value}", "");
                else if (match.Groups["manual"].Success)
                    yield return Cite(current = "manual", "");
                else if (match.Groups["decision"].Success)
                    yield return Cite("project", match.Groups["decision"].Value);
                else if ((current ?? first) is { } document)
                    yield return Cite(document, match.Value.Replace(" ", "", StringComparison.Ordinal).TrimEnd('.'));
                first ??= current;
            }
        }

        Citation Cite(string document, string section) => new(new(document, section), file.Path);
    }

    [GeneratedRegex(@"RFC (?<rfc>\d{3,4})|(?<manual>\b[Mm]anual\b)|(?<decision>\bD-\d\d\b)|§ ?[0-9A-F]+(?:\.[0-9A-Z]+)*")]
    private static partial Regex Token();
}
