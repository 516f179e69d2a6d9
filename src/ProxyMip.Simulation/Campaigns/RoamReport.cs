using System.Collections.Immutable;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>Share of roams that were over within a time.</summary>
/// <param name="Seconds">The time.</param>
/// <param name="Roams">Roams within it.</param>
/// <param name="Share">0 to 1.</param>
public sealed record WithinTime(double Seconds, int Roams, double Share);

/// <summary>Percentiles of one step, in milliseconds.</summary>
/// <param name="Name">The step.</param>
/// <param name="Count">How often it was measured.</param>
/// <param name="Median">p50.</param>
/// <param name="NinetyNinth">p99.</param>
/// <param name="Longest">Maximum.</param>
public sealed record StepFigures(string Name, int Count, double Median, double NinetyNinth, double Longest);

/// <summary>A violation and the seed that brings it back.</summary>
public sealed record SeededViolation(ulong Seed, double AtSeconds, string Rule, string Text);

/// <summary>What a roam campaign found.</summary>
public sealed record RoamReport
{
    /// <summary>Name of the topology.</summary>
    public required string Topology { get; init; }

    /// <summary>Seeds that were run.</summary>
    public required ImmutableArray<ulong> Seeds { get; init; }

    /// <summary>Roams begun and not interrupted.</summary>
    public required int Roams { get; init; }

    /// <summary>Roams after which traffic could flow.</summary>
    public required int Succeeded { get; init; }

    /// <summary>Roams whose new access point lost power meanwhile; counted nowhere else.</summary>
    public required int Interrupted { get; init; }

    /// <summary>Why the others did not succeed, as their access points saw it, with how many.</summary>
    public required ImmutableSortedDictionary<string, int> Reasons { get; init; }

    /// <summary>Success by time since the association.</summary>
    public required ImmutableArray<WithinTime> Within { get; init; }

    /// <summary>Steps of a roam.</summary>
    public required ImmutableArray<StepFigures> Steps { get; init; }

    /// <summary>Largest excess of a handover (association to first packet) over its own round trip to the home agent, ms; null when not measured.</summary>
    public required double? HandoverExcess { get; init; }

    /// <summary>Probe datagrams sent and lost while roaming; null when not measured.</summary>
    public required long? ProbesLost { get; init; }

    /// <summary>Probe datagrams sent.</summary>
    public required long? ProbesSent { get; init; }

    /// <summary>Probe datagrams lost though the home agent had switched before they were sent; must be 0 in a clean network.</summary>
    public required long? ProbesLostAfterSwitch { get; init; }

    /// <summary>Registration messages per roam, relays counted each time.</summary>
    public required double RegistrationMessagesPerRoam { get; init; }

    /// <summary>ARP packets of engines per roam.</summary>
    public required double ArpPacketsPerRoam { get; init; }

    /// <summary>Requests per roam, retransmissions included.</summary>
    public required double RequestsPerRoam { get; init; }

    /// <summary>Connections that ran all the time, and how many broke.</summary>
    public required int Connections { get; init; }

    /// <summary>Connections that broke.</summary>
    public required int ConnectionsBroken { get; init; }

    /// <summary>Longest time any connection stood still, s.</summary>
    public required double LongestStall { get; init; }

    /// <summary>Power cuts.</summary>
    public required int Crashes { get; init; }

    /// <summary>Virtual time, s.</summary>
    public required double VirtualSeconds { get; init; }

    /// <summary>Occurrences.</summary>
    public required long Events { get; init; }

    /// <summary>What must never happen, and did.</summary>
    public required ImmutableArray<SeededViolation> Violations { get; init; }
}
