using System.Text.Unicode;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>ERROR, type 15: refuses a message of an authenticated peer. Text for people may follow the fixed part.</summary>
public readonly record struct MapError
{
    //  |             Code              |        Offending Type         |
    //  |                     Offending Transaction                     |
    //  |  Text, UTF-8, 0 to 64 octets ...

    /// <summary>Octets in front of the text.</summary>
    public const int FixedSize = 8;

    /// <summary>Most octets of text.</summary>
    public const int MaxTextSize = 64;

    /// <summary>What is wrong.</summary>
    public MapErrorCode Code { get; init; }

    /// <summary>Type of the message refused.</summary>
    public MapMessageType OffendingType { get; init; }

    /// <summary>Transaction of the message refused.</summary>
    public uint OffendingTransaction { get; init; }

    /// <summary>
    /// Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.BadLength"/> for more than 64 octets of text;
    /// <see cref="WireFaultKind.ForbiddenValue"/> for text that is not UTF-8, or an offending type above 255.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapError error, out ReadOnlySpan<byte> text, out WireFault fault)
    {
        var wire = new WireReader(body);
        var code = (MapErrorCode)wire.ReadUInt16();
        var offendingType = wire.ReadUInt16();
        if (offendingType > byte.MaxValue)
            wire.Fail(WireFaultKind.ForbiddenValue, 2);
        error = new() { Code = code, OffendingType = (MapMessageType)offendingType, OffendingTransaction = wire.ReadUInt32() };
        if (wire.Remaining > MaxTextSize)
            wire.Fail(WireFaultKind.BadLength, FixedSize + MaxTextSize);
        text = wire.ReadRest();
        if (!Utf8.IsValid(text))
            wire.Fail(WireFaultKind.ForbiddenValue, FixedSize);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns its octets.</summary>
    /// <param name="body">At least 8 octets more than the text.</param>
    /// <param name="text">UTF-8, at most 64 octets.</param>
    /// <exception cref="ArgumentException">The destination is too small, or the text too long.</exception>
    public int WriteTo(Span<byte> body, ReadOnlySpan<byte> text = default)
    {
        if (text.Length > MaxTextSize)
            throw new ArgumentException($"The text of an error has at most {MaxTextSize} octets, not {text.Length}.");
        var wire = new WireWriter(body);
        wire.WriteUInt16((ushort)Code);
        wire.WriteUInt16((ushort)OffendingType);
        wire.WriteUInt32(OffendingTransaction);
        wire.WriteOctets(text);
        return wire.Written;
    }
}
