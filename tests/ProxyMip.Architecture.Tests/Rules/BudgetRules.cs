using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests.Rules;

/// <summary>Rule 12: how long a file and how deep a folder may be.</summary>
public static class BudgetRules
{
    public const int MaxSourceLines = 400;
    public const int MaxTestLines = 600;
    public const int MaxMedianLines = 80;
    public const int MaxFolders = 3;

    public static Rule<SourceFile> FileLength { get; } = new(
        $"A source file has at most {MaxSourceLines} lines, a test file {MaxTestLines}; migrations are free (rule 12).",
        "A file is one thought; past that it has become several, and somebody has stopped reading it.",
        file => file.IsMigration || file.LineCount <= Limit(file.Path) ? [] : [$"{file.Path} has {file.LineCount} lines, the limit is {Limit(file.Path)}"]);

    /// <summary>The subject is the whole of src.</summary>
    public static Rule<IReadOnlyList<SourceFile>> MedianLength { get; } = new(
        $"The median source file has at most {MaxMedianLines} lines (rule 12).",
        "The houses we learned from stay between 46 and 75: small files are found by name, large ones by search.",
        files => Median(files) is var median && median > MaxMedianLines ? [$"the median of {files.Count} files is {median} lines"] : []);

    public static Rule<SourceFile> FolderDepth { get; } = new(
        $"Folders are at most {MaxFolders} deep in a project (rule 12).",
        "Deeper trees hide files and make namespaces nobody can guess.",
        file => FoldersInProject(file.Path) is var depth && depth > MaxFolders ? [$"{file.Path} lies {depth} folders deep in its project"] : []);

    private static int Limit(string path) => path.StartsWith("tests/", StringComparison.Ordinal) ? MaxTestLines : MaxSourceLines;

    private static int Median(IReadOnlyList<SourceFile> files)
    {
        var lengths = files.Where(file => !file.IsMigration).Select(file => file.LineCount).Order().ToList();
        return lengths.Count == 0 ? 0 : lengths[lengths.Count / 2];
    }

    // src/Project/A/B/File.cs: what stands between the project and the file.
    private static int FoldersInProject(string path) => path.Split('/').Length - 3;
}
