namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>What a member is configured with.</summary>
/// <param name="AuthoritativeAccessPoints">How many there are, one to three.</param>
internal sealed record MemberPolicy(int AuthoritativeAccessPoints)
{
    /// <summary>How long the own home agents are waited for.</summary>
    public static readonly TimeSpan Learning = TimeSpan.FromSeconds(10);

    /// <summary>The longest random wait before the first HELLO.</summary>
    public static readonly TimeSpan Spread = TimeSpan.FromSeconds(5);

    /// <summary>How long an authoritative access point that failed is passed over.</summary>
    public static readonly TimeSpan Penalty = TimeSpan.FromSeconds(60);

    /// <summary>How long one that only starts up is passed over.</summary>
    public static readonly TimeSpan ShortPenalty = TimeSpan.FromSeconds(5);

    /// <summary>The first wait when all of them failed; doubled up to <see cref="Penalty"/>.</summary>
    public static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(5);

    /// <summary>How long announced deltas are waited for.</summary>
    public static readonly TimeSpan DeltaPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long rows are kept that an authoritative access point which has just restarted does not know yet: longer than every access point takes to come back.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(300);

    /// <summary>After this time on another one, the first authoritative access point is tried again.</summary>
    public static readonly TimeSpan Return = TimeSpan.FromSeconds(300);
}
