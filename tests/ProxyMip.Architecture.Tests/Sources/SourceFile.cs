using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProxyMip.Architecture.Tests.Sources;

/// <summary>One file of the checkout with its text; C# is parsed when a rule asks for it.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">All of it.</param>
public sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<SyntaxNode> _root = new(() => CSharpSyntaxTree.ParseText(Text).GetRoot());

    public static IReadOnlyList<SourceFile> Product { get; } = [.. Repository.ProductSources.Select(Read)];

    public static IReadOnlyList<SourceFile> Tests { get; } = [.. Repository.TestSources.Select(Read)];

    /// <summary>The root of the syntax tree; empty for files that are not C#.</summary>
    public SyntaxNode Root => _root.Value;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsMigration => Path.Contains("/Migrations/", StringComparison.Ordinal);

    /// <summary>Lines of text; a last line end opens no further one.</summary>
    public int LineCount => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);

    public static SourceFile Read(string path) => new(path, Repository.Read(path));

    /// <summary>Nodes of a kind in a C# file.</summary>
    public IEnumerable<T> All<T>() where T : SyntaxNode => IsCSharp ? Root.DescendantNodes().OfType<T>() : [];

    /// <summary>Path and line of a node.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
