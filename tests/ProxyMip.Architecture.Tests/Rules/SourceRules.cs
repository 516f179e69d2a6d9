using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests.Rules;

/// <summary>Smells the house refuses that can be seen in the text.</summary>
public static partial class SourceRules
{
    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Utils", "Utilities", "Common"];

    // The packet formats live in Wire; digests turn and mix words as their RFC says, and so does the table of the longest match.
    private static readonly string[] BitHomes = ["src/ProxyMip.Protocol/Wire/", "src/ProxyMip.Protocol/Security/"];

    public static Rule<SourceFile> BitsLiveInWire { get; } = new(
        "Protocol shifts and masks bits only in Wire (and in the digests of Security).",
        "Shifting by hand is where wire bugs live: every house we read had one. WireReader and WireWriter are tested once, for all messages.",
        file => !file.Path.StartsWith("src/ProxyMip.Protocol/", StringComparison.Ordinal) || BitHomes.Any(home => file.Path.StartsWith(home, StringComparison.Ordinal)) ? []
            : file.All<BinaryExpressionSyntax>().Where(MovesBits).Select(node => $"{file.At(node)}: {node}")
                .Concat(file.All<IdentifierNameSyntax>().Where(name => name.Identifier.Text is "BinaryPrimitives" or "BitConverter" or "IPAddress").Select(node => $"{file.At(node)}: {node}")));

    public static Rule<SourceFile> NoCatchAll { get; } = new(
        "Product code has no catch-all.",
        "A caught everything hides our own bugs; octets never throw, and what the environment throws has a name.",
        file => file.All<CatchClauseSyntax>()
            .Where(clause => clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception")
            .Where(clause => clause.Filter?.FilterExpression is not IsPatternExpressionSyntax { Pattern: not UnaryPatternSyntax }) // "when (fault is A or B)" names what is caught
            .Where(clause => !clause.Block.DescendantNodes().OfType<ThrowStatementSyntax>().Any(rethrow => rethrow.Expression is null))
            .Select(clause => $"{file.At(clause)} catches everything"));

    public static Rule<SourceFile> NamesSayWhat { get; } = new(
        "No type is called Manager, Helper, Utils or Common, and no file has a #region.",
        "Such a name says that nobody knew what belongs inside; a region says that the file is too long.",
        file => file.All<BaseTypeDeclarationSyntax>()
            .Where(type => EmptyNames.Any(empty => type.Identifier.Text.EndsWith(empty, StringComparison.Ordinal)))
            .Select(type => $"{file.At(type)}: {type.Identifier.Text}")
            .Concat(file.IsCSharp ? file.Root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)).Select(_ => $"{file.Path} has a #region") : []));

    public static Rule<SourceFile> SkipsSayWhy { get; } = new(
        "Every skipped test says in words what is missing.",
        "A skip without a reason is a test deleted in secret.",
        file => file.All<AttributeSyntax>().Where(IsTest).SelectMany(attribute => WrongSkip(file, attribute))
            .Concat(file.All<InvocationExpressionSyntax>()
                .Where(call => call.Expression.ToString() is "Assert.Skip" or "Assert.SkipWhen" or "Assert.SkipUnless")
                .Where(call => call.ArgumentList.Arguments.Count == 0 || IsBlank(call.ArgumentList.Arguments[^1].Expression))
                .Select(call => $"{file.At(call)}: {call}")));

    public static Rule<SourceFile> TestsDoNotSleep { get; } = new(
        "Tests do not sleep.",
        "A sleeping test is slow on a fast machine and fails on a slow one: wait on a condition, or use virtual time.",
        file => file.All<InvocationExpressionSyntax>()
            .Where(call => call.Expression.ToString() is "Thread.Sleep" or "System.Threading.Thread.Sleep")
            .Select(call => $"{file.At(call)}: {call}"));

    public static Rule<SourceFile> NoPathOfOneMachine { get; } = new(
        "Committed files name no path of one machine and no package host.",
        "What only one machine has breaks on every other, and tells strangers about the first.",
        file => file.Text.Contains('\0', StringComparison.Ordinal) ? []
            : MachinePath().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}").Distinct());

    private static bool MovesBits(BinaryExpressionSyntax node) => node.Kind() switch
    {
        SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression or SyntaxKind.UnsignedRightShiftExpression => true,
        // A number against a value masks the value; numbers among themselves only spell a constant.
        SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression =>
            (node.Left is LiteralExpressionSyntax || node.Right is LiteralExpressionSyntax) && node.DescendantNodes().OfType<SimpleNameSyntax>().Any(),
        _ => false,
    };

    private static bool IsTest(AttributeSyntax attribute) => attribute.Name.ToString() is "Fact" or "Theory" or "InlineData" or "MemberData" or "ClassData";

    private static IEnumerable<string> WrongSkip(SourceFile file, AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals is not null).ToDictionary(argument => argument.NameEquals!.Name.Identifier.Text) ?? [];
        var conditional = arguments.ContainsKey("SkipWhen") || arguments.ContainsKey("SkipUnless") || arguments.ContainsKey("SkipExceptions");
        if (arguments.TryGetValue("Skip", out var skip) ? IsBlank(skip.Expression) : conditional)
            yield return $"{file.At(attribute)}: [{attribute}]";
    }

    private static bool IsBlank(ExpressionSyntax expression) =>
        expression.ToString() is "null" or "string.Empty" or "default" || (expression is LiteralExpressionSyntax { Token.Value: string text } && string.IsNullOrWhiteSpace(text));

    // Spelt with groups, so that this file does not match itself.
    [GeneratedRegex(@"(?<![\w.~$}/-])/(?:wor[k]|roo[t]|hom[e])/[\w.-]+|\b(?:api\.)?nuge[t]\.org|registry\.npmj[s]\b|\bde[b]\.debian\.org|\.librar[y]/")]
    private static partial Regex MachinePath();
}
