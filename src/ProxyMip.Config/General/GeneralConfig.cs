using System.Collections.Immutable;

namespace ProxyMip.Config.General;

/// <summary>Proxy Mobile IP General (manual, "Settings on the General Page"). Saving "no" keeps the list.</summary>
/// <param name="Enabled">The switch. Default no (ruling K4).</param>
/// <param name="AuthoritativeAccessPoints">Zero to three, in the order they are tried; no gaps, no duplicates.</param>
public sealed record GeneralConfig(bool Enabled, ImmutableArray<PeerName> AuthoritativeAccessPoints)
{
    /// <summary>Most authoritative access points.</summary>
    public const int MaximumAaps = 3;

    /// <summary>No, and three blanks.</summary>
    public static GeneralConfig Default { get; } = new(false, []);

    /// <inheritdoc />
    public bool Equals(GeneralConfig? other) =>
        other is not null && Enabled == other.Enabled && AuthoritativeAccessPoints.SequenceEqual(other.AuthoritativeAccessPoints);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Enabled, AuthoritativeAccessPoints.Length);
}

/// <summary>The page as typed.</summary>
public sealed class GeneralInput
{
    /// <summary>Enable Proxy Mobile IP.</summary>
    public bool Enabled { get; set; }

    /// <summary>Authoritative AP 1.</summary>
    public string Aap1 { get; set; } = "";

    /// <summary>Authoritative AP 2.</summary>
    public string Aap2 { get; set; } = "";

    /// <summary>Authoritative AP 3.</summary>
    public string Aap3 { get; set; } = "";

    /// <summary>The form for a stored section.</summary>
    public static GeneralInput From(GeneralConfig section) => new()
    {
        Enabled = section.Enabled,
        Aap1 = section.AuthoritativeAccessPoints.ElementAtOrDefault(0)?.Text ?? "",
        Aap2 = section.AuthoritativeAccessPoints.ElementAtOrDefault(1)?.Text ?? "",
        Aap3 = section.AuthoritativeAccessPoints.ElementAtOrDefault(2)?.Text ?? "",
    };
}
