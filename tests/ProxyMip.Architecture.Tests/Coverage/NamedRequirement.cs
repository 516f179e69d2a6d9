using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests.Coverage;

/// <summary>A test that says which row it proves.</summary>
/// <param name="Id">The row.</param>
/// <param name="Test">Class and method, a class all of whose tests prove it, or a conformance case.</param>
/// <param name="Where">File and line.</param>
public sealed partial record NamedRequirement(string Id, string Test, string Where)
{
    /// <summary>Every row named: by [Requirement] in test sources, and in the about.md of conformance cases.</summary>
    public static IReadOnlyList<NamedRequirement> ReadAll() =>
        [.. SourceFile.Tests.Where(file => !file.Path.Contains(".Architecture.Tests/", StringComparison.Ordinal)).SelectMany(InSource),
            .. Repository.Files.Where(path => path.EndsWith("/about.md", StringComparison.Ordinal)).Select(SourceFile.Read).SelectMany(InCase)];

    public static IEnumerable<NamedRequirement> InSource(SourceFile file) =>
        from attribute in file.All<AttributeSyntax>()
        where attribute.Name.ToString() is "Requirement" or "RequirementAttribute"
        from argument in attribute.ArgumentList?.Arguments ?? default
        select new NamedRequirement(Literal(argument), Subject(attribute), file.At(attribute));

    public static IEnumerable<NamedRequirement> InCase(SourceFile about) =>
        RowId().Matches(about.Text).Select(match => match.Value).Distinct()
            .Select(id => new NamedRequirement(id, $"case {about.Path.Split('/')[^2]}", about.Path));

    // Rows are named by literals, so that a search finds them; anything else shows up as an unknown row.
    private static string Literal(AttributeArgumentSyntax argument) =>
        argument.Expression is LiteralExpressionSyntax { Token.Value: string id } ? id : argument.Expression.ToString();

    private static string Subject(AttributeSyntax attribute)
    {
        var type = attribute.Ancestors().OfType<TypeDeclarationSyntax>().First().Identifier.Text;
        return attribute.Parent?.Parent is MethodDeclarationSyntax method ? $"{type}.{method.Identifier.Text}" : type;
    }

    [GeneratedRegex(@"\b(?:APX|FAG|HAG|IRDP|MAP|MSG|RAD|TAC|TUN)-\d{3}\b")]
    private static partial Regex RowId();
}
