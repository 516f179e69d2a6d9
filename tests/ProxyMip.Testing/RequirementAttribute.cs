using Xunit.v3;

namespace ProxyMip.Testing;

/// <summary>
/// Names a row of the requirement table (<c>docs/requirements.tsv</c>) that this test proves. Becomes the trait "Requirement", so a runner can
/// select by it, and <c>docs/rfc-coverage.md</c> is generated from it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirementAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    /// <summary>Row ids such as MSG-020.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. Ids.Select(id => new KeyValuePair<string, string>("Requirement", id))];
}
