using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Fuzz;

/// <summary>Hands octets to one parser. What the parser made of them can be written anew into the second span.</summary>
public delegate Outcome FuzzFunction(Span<byte> input, Span<byte> output);

/// <summary>Sets checksums right, so that mutated octets get past them.</summary>
public delegate void Repair(Span<byte> input);

/// <summary>One parser under fuzz.</summary>
/// <param name="Name">Lower case, for the command line.</param>
/// <param name="Run">The call.</param>
public sealed record FuzzTarget(string Name, FuzzFunction Run)
{
    /// <summary>Octets to start from, beside the vectors and the corpus.</summary>
    public IReadOnlyList<byte[]> Seeds { get; init; } = [];

    /// <summary>Applied to three of four inputs after mutation; null when the parser checks no sum.</summary>
    public Repair? Repair { get; init; }

    /// <summary>Why this parser may allocate; null for the rule, which is that it must not.</summary>
    public string? MayAllocate { get; init; }
}

/// <summary>What a parser said.</summary>
public readonly record struct Outcome
{
    private Outcome(bool accepted, int written, int kind, int offset) => (IsAccepted, Written, Kind, Offset) = (accepted, written, kind, offset);

    public bool IsAccepted { get; }

    /// <summary>Octets written anew; 0 when the message cannot be written by itself.</summary>
    public int Written { get; }

    /// <summary>Number of the fault's kind, 0 when there is none.</summary>
    public int Kind { get; }

    /// <summary>Where the fault lies; -1 when the parser only says no.</summary>
    public int Offset { get; }

    /// <summary>Accepted, and written anew where that can be done. <paramref name="feature"/> tells interesting kinds of success apart.</summary>
    public static Outcome Accepted(int written = 0, int feature = 0) => new(true, written, feature, 0);

    public static Outcome Refused(WireFault fault) => new(false, 0, (int)fault.Kind, fault.Offset);

    public static Outcome Refused(TunnelFault fault) => new(false, 0, (int)fault.Kind, fault.Offset);

    /// <summary>For parsers without a fault: those of text, and those that only find.</summary>
    public static Outcome Refused(int reason = 1) => new(false, 0, reason, -1);
}
