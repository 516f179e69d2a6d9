using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxyMip.Web.Forms;

/// <summary>What an audit entry changed, member by member, out of its redacted JSON before and after.</summary>
public static class AuditDiff
{
    /// <summary>Differences; one row with the plain texts when they are no JSON.</summary>
    public static IReadOnlyList<FormDiff.Row> Of(string? before, string? after)
    {
        if (before is null || after is null)
            return after is null ? [] : [new("", "", after)];
        try
        {
            return FormDiff.Of<JsonNode>(JsonNode.Parse(before)!, JsonNode.Parse(after)!);
        }
        catch (JsonException)
        {
            return [new("", before, after)];
        }
    }
}
