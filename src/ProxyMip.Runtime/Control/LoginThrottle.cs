namespace ProxyMip.Runtime.Control;

/// <summary>
/// Slows down guessing: after five failures for a name or from a source the next attempt is looked at after 30 s, doubling to 15 minutes. Never a hard
/// lock, so that nobody can shut an administrator out for good. Bounded in memory.
/// </summary>
public sealed class LoginThrottle(TimeProvider clock)
{
    private const int FreeFailures = 5;
    private const int Capacity = 10_000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The time to wait before an attempt is looked at; zero: now.</summary>
    public TimeSpan WaitFor(string name, string source)
    {
        lock (_gate)
        {
            var (now, longest) = (clock.GetUtcNow(), TimeSpan.Zero);
            foreach (var key in Keys(name, source))
            {
                if (_entries.TryGetValue(key, out var entry) && entry.Until - now > longest)
                    longest = entry.Until - now;
            }
            return longest;
        }
    }

    /// <summary>Notes a failure.</summary>
    public void NoteFailure(string name, string source)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_entries.Count >= Capacity)
                Shrink(now);
            foreach (var key in Keys(name, source))
            {
                var failures = _entries.TryGetValue(key, out var entry) && now - entry.At < Forgotten ? entry.Failures + 1 : 1;
                _entries[key] = new(failures, now, failures < FreeFailures ? now : now + WaitAfter(failures - FreeFailures));
            }
        }
    }

    /// <summary>Notes a success: the name starts anew; the source only when it has no other failures.</summary>
    public void NoteSuccess(string name)
    {
        lock (_gate)
            _entries.Remove($"name:{name}");
    }

    private static TimeSpan WaitAfter(int steps)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(steps, 10));
        return wait < LongestWait ? wait : LongestWait;
    }

    private void Shrink(DateTimeOffset now)
    {
        foreach (var key in _entries.Where(entry => entry.Value.Until <= now).OrderBy(entry => entry.Value.At).Take(Capacity / 2).Select(entry => entry.Key).ToList())
            _entries.Remove(key);
    }

    private static string[] Keys(string name, string source) => [$"name:{name}", $"source:{source}"];

    private readonly record struct Entry(int Failures, DateTimeOffset At, DateTimeOffset Until);
}
