using System.Collections.Immutable;
using System.Globalization;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>A schedule that ended badly, and the seed that brings it back.</summary>
public sealed record MapFailure(ulong Seed, string Text);

/// <summary>What many schedules found.</summary>
public sealed record MapReport
{
    /// <summary>Schedules run.</summary>
    public required int Schedules { get; init; }

    /// <summary>Seconds from the healing to equal tables on all authoritative access points, p50.</summary>
    public required double AuthoritiesMedian { get; init; }

    /// <summary>p99.</summary>
    public required double AuthoritiesNinetyNinth { get; init; }

    /// <summary>Maximum.</summary>
    public required double AuthoritiesLongest { get; init; }

    /// <summary>Seconds from the healing to equal tables on all access points, p50.</summary>
    public required double AllMedian { get; init; }

    /// <summary>p99.</summary>
    public required double AllNinetyNinth { get; init; }

    /// <summary>Maximum.</summary>
    public required double AllLongest { get; init; }

    /// <summary>Rows that should be gone, over all schedules.</summary>
    public required int Phantoms { get; init; }

    /// <summary>Rows that are missing.</summary>
    public required int Lost { get; init; }

    /// <summary>Datagrams of the exchange.</summary>
    public required long Messages { get; init; }

    /// <summary>Occurrences.</summary>
    public required long Events { get; init; }

    /// <summary>Schedules that ended badly.</summary>
    public required ImmutableArray<MapFailure> Failures { get; init; }

    /// <summary>Adds up schedules; they are run as they are asked for.</summary>
    public static MapReport Of(IEnumerable<MapOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var (authorities, all) = (new Distribution(), new Distribution());
        var failures = ImmutableArray.CreateBuilder<MapFailure>();
        var (schedules, phantoms, lost, messages, events) = (0, 0, 0, 0L, 0L);
        foreach (var outcome in outcomes)
        {
            schedules++;
            phantoms += outcome.Phantoms;
            lost += outcome.Lost;
            messages += outcome.Messages;
            events += outcome.Events;
            if (outcome.AuthoritiesAgreed is { } first)
                authorities.Add(TimeSpan.FromSeconds(first));
            if (outcome.AllAgreed is { } last)
                all.Add(TimeSpan.FromSeconds(last));
            if (outcome.Problem is { } problem)
                failures.Add(new(outcome.Seed, string.Create(CultureInfo.InvariantCulture, $"{problem} Faults: {string.Join("; ", outcome.Faults)}.")));
        }
        return new()
        {
            Schedules = schedules,
            AuthoritiesMedian = authorities.Percentile(50).TotalSeconds,
            AuthoritiesNinetyNinth = authorities.Percentile(99).TotalSeconds,
            AuthoritiesLongest = authorities.Maximum.TotalSeconds,
            AllMedian = all.Percentile(50).TotalSeconds,
            AllNinetyNinth = all.Percentile(99).TotalSeconds,
            AllLongest = all.Maximum.TotalSeconds,
            Phantoms = phantoms,
            Lost = lost,
            Messages = messages,
            Events = events,
            Failures = failures.ToImmutable(),
        };
    }
}
