using System.Diagnostics;

namespace ProxyMip.Fuzz;

/// <summary>Time-boxed fuzzing of one target in this process: mutate, judge, keep what led somewhere new.</summary>
public sealed class FuzzRun
{
    private const int MaxPool = 4096;
    private const int InputsPerLook = 512; // at the clock

    private static readonly TimeSpan s_longestShrink = TimeSpan.FromSeconds(5);

    private readonly FuzzTarget _target;
    private readonly Judge _judge;
    private readonly Random64 _random;
    private readonly Mutator _mutator;
    private readonly List<byte[]> _pool = [];
    private readonly Dictionary<Outcome, int> _seen = [];

    public FuzzRun(FuzzTarget target, ulong seed)
    {
        _target = target;
        _judge = new(target);
        _random = new(seed);
        _mutator = new(_random, Seeds.Vectors);
    }

    /// <summary>Inputs judged.</summary>
    public long Inputs { get; private set; }

    /// <summary>Different outcomes met: kinds and places of faults, shapes of success.</summary>
    public int Outcomes => _seen.Count;

    /// <summary>The shortest input for each kind of success, at most <paramref name="most"/>.</summary>
    public IEnumerable<byte[]> Accepted(int most) =>
        _seen.Where(entry => entry.Key.IsAccepted).Select(entry => _pool[entry.Value]).OrderBy(input => input.Length).Take(most);

    /// <summary>Runs until the time is over or a promise is broken; the failure comes shrunk.</summary>
    public Failure? Run(TimeSpan time)
    {
        foreach (var seed in Seeds.Corpus(_target.Name).Concat(_target.Seeds).Concat(Seeds.Tails))
        {
            if (Judge(seed) is { } failure)
                return Shrink(failure);
        }
        if (_pool.Count == 0)
            _pool.Add([]);

        var started = Stopwatch.GetTimestamp();
        Span<byte> buffer = new byte[2 * Mutator.MaxSize];
        do
        {
            for (var i = 0; i < InputsPerLook; i++)
            {
                var length = _mutator.Make(_pool[_random.Below(_pool.Count)], buffer);
                if (_target.Repair is { } repair && _random.Below(4) != 0)
                    repair(buffer[..length]);
                if (Judge(buffer[..length]) is { } failure)
                    return Shrink(failure);
            }
        }
        while (Stopwatch.GetElapsedTime(started) < time);
        return null;
    }

    private Failure? Judge(ReadOnlySpan<byte> input)
    {
        Inputs++;
        if (_judge.Try(input) is { } failure)
            return failure;
        if (_pool.Count < MaxPool && _seen.TryAdd(_judge.Last, _pool.Count))
            _pool.Add(input.ToArray());
        return null;
    }

    // Cuts pieces out, then sets octets to zero, as long as the same promise stays broken and there is time.
    private Failure Shrink(Failure failure)
    {
        var started = Stopwatch.GetTimestamp();
        for (var size = Math.Max(failure.Input.Length / 2, 1); size > 0; size /= 2)
        {
            for (var at = 0; at + size <= failure.Input.Length && Stopwatch.GetElapsedTime(started) < s_longestShrink;)
            {
                byte[] shorter = [.. failure.Input.AsSpan(0, at), .. failure.Input.AsSpan(at + size)];
                if (StillBroken(shorter, failure.Promise) is { } smaller)
                    failure = smaller;
                else
                    at += size;
            }
        }
        for (var at = 0; at < failure.Input.Length && Stopwatch.GetElapsedTime(started) < s_longestShrink; at++)
        {
            byte[] plainer = [.. failure.Input];
            plainer[at] = 0;
            failure = StillBroken(plainer, failure.Promise) ?? failure;
        }
        return failure;
    }

    private Failure? StillBroken(byte[] input, string promise) => _judge.Try(input) is { } failure && failure.Promise == promise ? failure : null;
}
