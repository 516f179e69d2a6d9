using System.Globalization;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>
/// One run of a program: Unix seconds at its start, then 32 random bits, so that a later run has a larger value. 0 means not known.
/// </summary>
/// <param name="Value">The 64 bits as on the wire.</param>
public readonly record struct MapEpoch(ulong Value) : IComparable<MapEpoch>
{
    /// <summary>Not known; on the wire only as receiver epoch of a HELLO.</summary>
    public static MapEpoch None => default;

    /// <summary>Whether the epoch is not known.</summary>
    public bool IsNone => Value == 0;

    /// <summary>The epoch of a run that starts now: strictly larger than that of any earlier run, also when the clock was set back.</summary>
    /// <param name="previous">Epoch of the last run; <see cref="None"/> on the first.</param>
    /// <param name="unixSeconds">Seconds since 1970.</param>
    /// <param name="random">32 random bits.</param>
    public static MapEpoch Next(MapEpoch previous, uint unixSeconds, uint random)
    {
        var epoch = new MapEpoch(Words.Join(unixSeconds, random));
        if (epoch > previous)
            return epoch;
        return new(Words.Join(Words.High(previous.Value) + 1, random));
    }

    /// <summary>The first generation of a table in this run: the seconds alone, so that generations never go back over a restart.</summary>
    public ulong FirstGeneration => Words.Join(Words.High(Value), 0);

    /// <inheritdoc />
    public int CompareTo(MapEpoch other) => Value.CompareTo(other.Value);

    /// <summary>Sixteen hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Numeric order.</summary>
    public static bool operator <(MapEpoch left, MapEpoch right) => left.Value < right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >(MapEpoch left, MapEpoch right) => left.Value > right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(MapEpoch left, MapEpoch right) => left.Value <= right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(MapEpoch left, MapEpoch right) => left.Value >= right.Value;
}
