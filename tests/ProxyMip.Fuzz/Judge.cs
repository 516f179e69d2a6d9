using System.Diagnostics;

namespace ProxyMip.Fuzz;

/// <summary>Hands one input to a target and checks every promise a parser makes.</summary>
public sealed class Judge(FuzzTarget target)
{
    /// <summary>No input may take longer.</summary>
    public static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(10);

    private const int Tries = 5;

    // What a message may grow to when written anew, with room to spare.
    private readonly byte[] _input = new byte[4 * Mutator.MaxSize];
    private readonly byte[] _first = new byte[32 * Mutator.MaxSize];
    private readonly byte[] _second = new byte[32 * Mutator.MaxSize];

    /// <summary>What the last input led to.</summary>
    public Outcome Last { get; private set; }

    /// <summary>Null when all promises were kept.</summary>
    public Failure? Try(ReadOnlySpan<byte> input)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            var allocated = Call(input);
            if (allocated > 0 && target.MayAllocate is null && Call(input) is var again and > 0) // the first call may have set up statics
                return new("allocates", $"{again} bytes", input.ToArray());
            if (Stopwatch.GetElapsedTime(started) > SlowAfter && Fastest(input) is var time && time > SlowAfter)
                return new("slow", $"{time.TotalMilliseconds:F1} ms", input.ToArray());
            return Last switch
            {
                { IsAccepted: false, Offset: var at } when at > input.Length => new("fault outside", $"offset {at} of {input.Length} octets", input.ToArray()),
                { IsAccepted: false, Kind: 0 } => new("refused without a fault", "false, but no fault", input.ToArray()),
                { Written: > 0 } => Rewrite(input),
                _ => null,
            };
        }
#pragma warning disable CA1031 // catching everything is what a fuzzer is for
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new($"exception {exception.GetType()}", exception.ToString(), input.ToArray());
        }
    }

    private long Call(ReadOnlySpan<byte> input)
    {
        input.CopyTo(_input);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Last = target.Run(_input.AsSpan(0, input.Length), _first);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Written, read and written again: the second writing must be the first. (The first may differ from the input: reserved bits, padding.)
    private Failure? Rewrite(ReadOnlySpan<byte> input)
    {
        var accepted = Last;
        var first = _first.AsSpan(0, accepted.Written);
        first.CopyTo(_input);
        var again = target.Run(_input.AsSpan(0, first.Length), _second);
        if (!again.IsAccepted)
            return new("refuses its own writing", Convert.ToHexStringLower(first), input.ToArray());
        return _second.AsSpan(0, again.Written).SequenceEqual(first) ? null
            : new("writes otherwise the second time", $"{Convert.ToHexStringLower(first)} then {Convert.ToHexStringLower(_second.AsSpan(0, again.Written))}", input.ToArray());
    }

    // A busy machine makes anything slow once: only an input that is slow every time is.
    private TimeSpan Fastest(ReadOnlySpan<byte> input)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Call(input);
            var elapsed = Stopwatch.GetElapsedTime(started);
            fastest = elapsed < fastest ? elapsed : fastest;
        }
        return fastest;
    }
}
