using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Traffic;

/// <summary>One datagram of a probe as it arrived.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ArrivedAt">When it came.</param>
public readonly record struct ProbeArrival(long Number, TimeSpan SentAt, TimeSpan ArrivedAt);

/// <summary>Counts the datagrams of one probe.</summary>
public sealed class DatagramSink
{
    /// <summary>Octets of number and time in each datagram.</summary>
    public const int HeaderSize = 16;

    private readonly HashSet<long> _seen = [];

    /// <summary>Datagrams received, each once.</summary>
    public long Received { get; private set; }

    /// <summary>Datagrams that came more than once.</summary>
    public long Duplicates { get; private set; }

    /// <summary>The highest number seen.</summary>
    public long Highest { get; private set; }

    /// <summary>The last one; null before the first.</summary>
    public ProbeArrival? Last { get; private set; }

    /// <summary>Longest time between two arrivals.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Called for every datagram that is not a duplicate; null for none.</summary>
    public Action<ProbeArrival>? Arrived { get; set; }

    /// <summary>Whether a number has come.</summary>
    public bool Has(long number) => _seen.Contains(number);

    /// <summary>Forgets the numbers below this one, so that long runs need no more memory.</summary>
    public void ForgetBelow(long number) => _seen.RemoveWhere(seen => seen < number);

    internal void Take(ReadOnlySpan<byte> payload, TimeSpan now)
    {
        var wire = new WireReader(payload);
        var number = (long)wire.ReadUInt64();
        var sentAt = new TimeSpan((long)wire.ReadUInt64());
        if (wire.Failed)
            return;
        if (!_seen.Add(number))
        {
            Duplicates++;
            return;
        }
        if (Last is { } last && now - last.ArrivedAt > LongestGap)
            LongestGap = now - last.ArrivedAt;
        Received++;
        Highest = Math.Max(Highest, number);
        Last = new(number, sentAt, now);
        Arrived?.Invoke(Last.Value);
    }
}
