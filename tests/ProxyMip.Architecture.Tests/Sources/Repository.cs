using System.IO.Enumeration;
using ProxyMip.Testing;

namespace ProxyMip.Architecture.Tests.Sources;

/// <summary>The files of the checkout that are, or would be, committed: everything .gitignore does not name.</summary>
public static class Repository
{
    public static string Root { get; } = VectorFiles.RepositoryRoot;

    public static string Source { get; } = Path.Combine(Root, "src");

    /// <summary>Paths from the root, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk("").Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Product source: C# and Razor below src.</summary>
    public static IEnumerable<string> ProductSources =>
        Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(path) is ".cs" or ".razor");

    /// <summary>Test source: C# and Razor below tests.</summary>
    public static IEnumerable<string> TestSources =>
        Files.Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && Path.GetExtension(path) is ".cs" or ".razor");

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(Root, folder)).EnumerateFileSystemInfos())
        {
            var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            var isFolder = entry is DirectoryInfo;
            if (entry.Name == ".git" || IgnoreList.Default.Ignores(path, isFolder))
                continue;
            if (!isFolder)
                yield return path;
            foreach (var inner in isFolder ? Walk(path) : [])
                yield return inner;
        }
    }
}

/// <summary>The plain part of .gitignore this repository uses: names, <c>*</c>, a trailing slash for folders, a leading one for the root.</summary>
public sealed class IgnoreList(IEnumerable<string> lines)
{
    private readonly IReadOnlyList<string> _patterns = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    public static IgnoreList Default { get; } = new(File.ReadLines(Path.Combine(Repository.Root, ".gitignore")));

    public bool Ignores(string path, bool isFolder) => _patterns.Any(pattern => Matches(pattern, path, isFolder));

    private static bool Matches(string pattern, string path, bool isFolder)
    {
        if (pattern.EndsWith('/') && !isFolder)
            return false;
        var bare = pattern.Trim('/');
        var subject = bare.Contains('/') || pattern.StartsWith('/') ? path : path[(path.LastIndexOf('/') + 1)..];
        return FileSystemName.MatchesSimpleExpression(bare, subject, ignoreCase: false);
    }
}
