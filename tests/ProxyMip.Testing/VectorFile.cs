using System.Collections.Concurrent;
using System.Text.Json;
using Xunit;

namespace ProxyMip.Testing;

/// <summary>One JSON file of vectors, by name: <c>VectorFile.Load("requests")["rrq-hmac-md5"]</c>.</summary>
public sealed class VectorFile
{
    private static readonly ConcurrentDictionary<string, VectorFile> s_loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Vector> _byName;

    private VectorFile(string name)
    {
        using var stream = File.OpenRead(Path.Combine(VectorFiles.Folder, name + ".json"));
        using var document = JsonDocument.Parse(stream);
        Vectors = [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(entry => new Vector(entry.Clone()))];
        _byName = Vectors.ToDictionary(vector => vector.Name, StringComparer.Ordinal);
    }

    /// <summary>Every vector in file order.</summary>
    public IReadOnlyList<Vector> Vectors { get; }

    /// <summary>The vector of that name.</summary>
    public Vector this[string name] => _byName[name];

    /// <summary>Reads a file once; the name has no extension.</summary>
    public static VectorFile Load(string name) => s_loaded.GetOrAdd(name, static key => new(key));

    /// <summary>The names of a file's vectors, for <c>[MemberData]</c>; all of them or those a condition picks.</summary>
    public static TheoryData<string> Names(string file, Func<Vector, bool>? where = null) =>
        [.. Load(file).Vectors.Where(where ?? (static _ => true)).Select(vector => vector.Name)];
}
