using System.Globalization;

namespace ProxyMip.Protocol.Discovery;

/// <summary>The sequence number of an agent's advertisements, RFC 5944 §2.3.2. The numbers 0 to 255 are used only after a start.</summary>
/// <param name="Value">The field as it stands on the wire.</param>
public readonly record struct AdvertisementSequence(ushort Value)
{
    private const ushort FirstAfterRollover = 256;

    /// <summary>The number of the first advertisement after a start: 0.</summary>
    public static AdvertisementSequence First => default;

    /// <summary>The number after this one; after 65535 comes 256.</summary>
    public AdvertisementSequence Next => new(Value == ushort.MaxValue ? FirstAfterRollover : (ushort)(Value + 1));

    /// <summary>What it says about an agent that this number follows an earlier one of the same agent (§2.4.4).</summary>
    public SequenceChange ChangeSince(AdvertisementSequence previous)
    {
        if (Value == previous.Value)
            return SequenceChange.Repeated;
        if (Value > previous.Value)
            return SequenceChange.Advanced;
        return Value < FirstAfterRollover ? SequenceChange.Rebooted : SequenceChange.RolledOver;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
