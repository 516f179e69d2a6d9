namespace ProxyMip.Simulation.Campaigns;

/// <summary>What a campaign over the subnet map does: one schedule of crashes and partitions per seed.</summary>
public sealed record MapOptions
{
    /// <summary>The town.</summary>
    public MapTownPlan Town { get; init; } = new();

    /// <summary>Where all chance comes from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Faults in a schedule.</summary>
    public int Faults { get; init; } = 12;

    /// <summary>Time over which they are spread.</summary>
    public TimeSpan Trouble { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Probability of loss on every link of access points while there is trouble.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that an access point which lost power never comes back.</summary>
    public double Gone { get; init; } = 0.2;
}

/// <summary>How a schedule ended.</summary>
public sealed record MapOutcome
{
    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>From the healing to equal tables on all authoritative access points, s; null: never.</summary>
    public required double? AuthoritiesAgreed { get; init; }

    /// <summary>From the healing to equal tables on all access points, s; null: never.</summary>
    public required double? AllAgreed { get; init; }

    /// <summary>Rows in the end that nobody vouches for and whose home agent is dead.</summary>
    public required int Phantoms { get; init; }

    /// <summary>Rows in the end that should be there and are not.</summary>
    public required int Lost { get; init; }

    /// <summary>Datagrams of the exchange that were sent.</summary>
    public required long Messages { get; init; }

    /// <summary>Occurrences.</summary>
    public required long Events { get; init; }

    /// <summary>The compare period of the town, s: equal tables are promised within two of them.</summary>
    public required double ComparePeriod { get; init; }

    /// <summary>Faults that happened, in words.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>What is wrong with it, in a sentence; null when nothing is.</summary>
    public string? Problem => this switch
    {
        { AuthoritiesAgreed: null } => "The authoritative access points never agreed.",
        { AllAgreed: null } => "The access points never agreed.",
        { Phantoms: > 0 } => $"{Phantoms} rows stayed that should be gone.",
        { Lost: > 0 } => $"{Lost} rows are missing.",
        _ when AuthoritiesAgreed > 2 * ComparePeriod => "The authoritative access points agreed later than two compare periods after the healing.",
        _ => null,
    };
}
