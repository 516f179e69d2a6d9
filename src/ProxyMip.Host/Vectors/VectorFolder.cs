using System.Text.Json;

namespace ProxyMip.Host.Vectors;

/// <summary>An entry that could not be read: a counted failure.</summary>
internal sealed record UnreadableVector(string File, string Name, string Fault);

/// <summary>All vectors below a folder.</summary>
internal sealed class VectorFolder
{
    private const int Schema = 1;

    public List<VectorCase> Vectors { get; } = [];

    public List<UnreadableVector> Unreadable { get; } = [];

    /// <summary>One sentence per file that is no vector file and should be one.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Reads a folder with everything below it, or a single file.</summary>
    public static VectorFolder Read(string path)
    {
        var folder = new VectorFolder();
        try
        {
            string[] files = File.Exists(path) ? [path] : Directory.GetFiles(path, "*.json", SearchOption.AllDirectories);
            Array.Sort(files, StringComparer.Ordinal);
            foreach (var file in files)
                folder.ReadFile(file, File.Exists(path) ? Path.GetFileName(file) : Path.GetRelativePath(path, file));
            if (files.Length == 0)
                folder.Faults.Add($"'{path}' holds no vector file.");
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            folder.Faults.Add($"'{path}' cannot be read: {reason.Message.TrimEnd('.')}.");
        }
        return folder;
    }

    private void ReadFile(string path, string name)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            Faults.Add($"'{name}' is not a vector file: it is not JSON.");
            return;
        }
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("vectors", out var vectors) || vectors.ValueKind != JsonValueKind.Array)
        {
            Faults.Add($"'{name}' is not a vector file: it has no list of vectors.");
            return;
        }
        if (root.TryGetProperty("schema", out var schema) && !(schema.ValueKind == JsonValueKind.Number && schema.TryGetInt32(out var number) && number == Schema))
        {
            Faults.Add($"'{name}' has schema {schema}; schema {Schema} is read.");
            return;
        }
        foreach (var entry in vectors.EnumerateArray())
        {
            if (VectorParser.TryParse(name, entry, out var vector, out var title, out var fault))
                Vectors.Add(vector!);
            else
                Unreadable.Add(new(name, title, fault!));
        }
    }
}
