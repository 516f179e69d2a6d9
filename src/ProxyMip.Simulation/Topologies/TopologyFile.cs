using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxyMip.Simulation.Topologies;

/// <summary>Reads and writes topologies as JSON. What is wrong with a file is said in one sentence that names the place.</summary>
public static class TopologyFile
{
    internal static readonly JsonSerializerOptions Options = MakeOptions();

    /// <summary>Reads a topology and checks that it makes sense.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="topology">The topology; null when something is wrong.</param>
    /// <param name="problem">One sentence; empty when nothing is wrong.</param>
    public static bool TryRead(string json, out Topology? topology, out string problem)
    {
        topology = null;
        try
        {
            var read = JsonSerializer.Deserialize<Topology>(json, Options);
            problem = read is null ? "The file holds nothing." : TopologyRules.FirstProblem(read) ?? "";
            topology = problem.Length == 0 ? read : null;
            return topology is not null;
        }
        catch (JsonException refused)
        {
            problem = Sentence(refused);
            return false;
        }
    }

    /// <summary>Writes a topology, keys included.</summary>
    public static string Write(Topology topology) => JsonSerializer.Serialize(topology, Options);

    private static string Sentence(JsonException refused)
    {
        var text = refused.Message.Split(" Path:")[0].TrimEnd('.');
        var line = refused.LineNumber is { } number ? $" (line {number + 1})" : "";
        return refused.Path is { Length: > 2 } path ? $"At {path[2..]}{line}: {text}." : $"{text}{line}.";
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            AllowDuplicateProperties = false,
            WriteIndented = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
        };
        foreach (var converter in TextConverters.All)
            options.Converters.Add(converter);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
