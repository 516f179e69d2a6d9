using System.Text.Json;
using ProxyMip.Testing;

namespace ProxyMip.Fuzz;

/// <summary>What mutation starts from: the vectors, every tail of them, and the corpus kept in git.</summary>
public static class Seeds
{
    private static readonly string[] Members = ["hex", "ip_hex", "input_hex"];

    /// <summary>One text file per target, one input a line in hexadecimal digits.</summary>
    public static string CorpusFolder { get; } = Path.Combine(VectorFiles.RepositoryRoot, "tests", "ProxyMip.Fuzz", "Corpus");

    /// <summary>Every string of octets of every vector.</summary>
    public static IReadOnlyList<byte[]> Vectors { get; } = ReadVectors();

    /// <summary>Every tail of every vector: so each message, extension and field stands at the front of some seed, whatever it travelled in.</summary>
    public static IEnumerable<byte[]> Tails => Vectors.SelectMany(octets => Enumerable.Range(0, octets.Length).Select(at => octets[at..]));

    /// <summary>Inputs kept for one target.</summary>
    public static IReadOnlyList<byte[]> Corpus(string target)
    {
        var path = CorpusPath(target);
        return File.Exists(path) ? [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Convert.FromHexString)] : [];
    }

    /// <summary>Replaces what is kept for one target.</summary>
    public static void Keep(string target, IEnumerable<byte[]> inputs) =>
        File.WriteAllText(CorpusPath(target), string.Concat(inputs.Select(Convert.ToHexStringLower).Distinct().Order(StringComparer.Ordinal).Select(line => line + "\n")));

    private static string CorpusPath(string target) => Path.Combine(CorpusFolder, $"{target}.txt");

    private static List<byte[]> ReadVectors()
    {
        var found = new List<byte[]>();
        foreach (var path in Directory.EnumerateFiles(VectorFiles.Folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var vector in file.RootElement.GetProperty("vectors").EnumerateArray())
                found.AddRange(Members.Where(member => vector.TryGetProperty(member, out _)).Select(member => Convert.FromHexString(vector.GetProperty(member).GetString()!)));
        }
        return found;
    }
}
