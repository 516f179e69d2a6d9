using System.Text.Json.Nodes;
using ProxyMip.Host.Tests.Commands;
using ProxyMip.Testing;

namespace ProxyMip.Host.Tests.Vectors;

/// <summary>Vectors of the repository as JSON that may be changed, and runs of the program over them.</summary>
internal static class VectorSamples
{
    private static readonly string[] s_files = [.. Directory.GetFiles(VectorFiles.Folder, "*.json").Order(StringComparer.Ordinal)];

    /// <summary>File names without extension.</summary>
    public static IEnumerable<string> Files => s_files.Select(file => Path.GetFileNameWithoutExtension(file)!);

    /// <summary>Every vector, each a copy of its own.</summary>
    public static List<JsonObject> All() => [.. Files.SelectMany(InFile)];

    /// <summary>The vectors of one file, each a copy of its own.</summary>
    public static List<JsonObject> InFile(string file) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(VectorFiles.Folder, file + ".json")))!["vectors"]!.AsArray().Select(vector => vector!.DeepClone().AsObject())];

    /// <summary>One vector.</summary>
    public static JsonObject Of(string file, string name) => InFile(file).Single(vector => (string?)vector["name"] == name);

    /// <summary>One vector that expects something else.</summary>
    public static JsonObject Expecting(string file, string name, JsonObject expect)
    {
        var vector = Of(file, name);
        vector["expect"] = expect;
        return vector;
    }

    /// <summary>The text of a vector file.</summary>
    public static string FileOf(IEnumerable<JsonObject> vectors) =>
        new JsonObject { ["schema"] = 1, ["vectors"] = new JsonArray([.. vectors.Select(vector => vector.DeepClone())]) }.ToJsonString();

    /// <summary>Runs <c>proxymip vectors</c> over one file with these vectors.</summary>
    public static async Task<ProgramResult> RunAsync(params IEnumerable<JsonObject> vectors)
    {
        using var folder = new TemporaryFolder();
        folder.Write("some.json", FileOf(vectors));
        return await ProgramRun.Of("vectors", folder.Path);
    }

    /// <summary>Runs <c>proxymip vectors --json</c> over one file and returns the names of those that passed.</summary>
    public static async Task<string[]> PassedAsync(IEnumerable<JsonObject> vectors)
    {
        using var folder = new TemporaryFolder();
        folder.Write("some.json", FileOf(vectors));
        var result = await ProgramRun.Of("vectors", folder.Path, "--json");
        return [.. JsonNode.Parse(result.Output)!["vectors"]!.AsArray().Where(vector => (bool)vector!["passed"]!).Select(vector => (string)vector!["name"]!)];
    }

    /// <summary>The places of all values below a node that are neither object nor list.</summary>
    public static IEnumerable<JsonValue> LeavesOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => LeavesOf(member.Value)),
        JsonArray items => items.SelectMany(LeavesOf),
        JsonValue value => [value],
        _ => [],
    };

    /// <summary>Another value of the same kind.</summary>
    public static JsonNode Another(JsonValue value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => (long)value + 1,
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => !(bool)value,
        _ => (string)value! + "1",
    };
}
