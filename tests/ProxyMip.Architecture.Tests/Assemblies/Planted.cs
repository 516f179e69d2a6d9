using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProxyMip.Architecture.Tests.Assemblies;

/// <summary>Compiles a violation for real, in memory, so that a rule's twin test scans what the compiler makes of it.</summary>
public static class Planted
{
    private static readonly IReadOnlyList<MetadataReference> Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "netstandard.dll" or "Microsoft.Extensions.Logging.Abstractions.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The facts of an assembly with this name and source.</summary>
    public static AssemblyFacts Assembly(string name, string source, params string[] others) => AssemblyScanner.Read(new MemoryStream(Compile(name, source, others)));

    /// <summary>
    /// Compiles <paramref name="source"/>; each of <paramref name="others"/> becomes an assembly of that name with one class <c>Marker</c> in the
    /// namespace of the same name, to be referred to.
    /// </summary>
    private static byte[] Compile(string name, string source, params string[] others)
    {
        var references = others.Select(other => MetadataReference.CreateFromImage(Compile(other, $"namespace {other} {{ public class Marker {{ }} }}")));
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], [.. Platform, .. references],
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: source.Contains("unsafe", StringComparison.Ordinal)));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
