using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxyMip.Web.Forms;

/// <summary>Differences between two versions of a form, field by field. Secrets never appear: only "changed".</summary>
public static class FormDiff
{
    /// <summary>One differing field.</summary>
    public sealed record Row(string Field, string Theirs, string Mine);

    /// <summary>All differing fields in the order of the form.</summary>
    public static IReadOnlyList<Row> Of<TInput>(TInput theirs, TInput mine)
        where TInput : class
    {
        var rows = new List<Row>();
        Compare("", JsonSerializer.SerializeToNode(theirs), JsonSerializer.SerializeToNode(mine), rows);
        return rows;
    }

    private static void Compare(string path, JsonNode? theirs, JsonNode? mine, List<Row> rows)
    {
        if (JsonNode.DeepEquals(theirs, mine))
            return;
        if (theirs is JsonObject one && mine is JsonObject other)
        {
            foreach (var name in one.Select(member => member.Key).Union(other.Select(member => member.Key)))
            {
                if (name is "Typed" or "Remove")
                    rows.Add(new(path, "unchanged", "changed"));
                else
                    Compare(path.Length == 0 ? name : $"{path} {name}", one[name], other[name], rows);
            }
        }
        else if (theirs is JsonArray first && mine is JsonArray second)
        {
            for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
                Compare($"{path} {i + 1}", i < first.Count ? first[i] : null, i < second.Count ? second[i] : null, rows);
        }
        else
            rows.Add(new(path, Text(theirs), Text(mine)));
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "-",
        JsonObject or JsonArray => "present",
        _ => node.ToString(),
    };
}
