using ProxyMip.Protocol.Wire;
using Xunit;

namespace ProxyMip.Testing;

/// <summary>A method that writes octets and returns how many.</summary>
public delegate int OctetWriter(Span<byte> destination);

/// <summary>A method that reads octets and reports the first fault.</summary>
public delegate bool OctetParser(ReadOnlySpan<byte> octets, out WireFault fault);

/// <summary>Checks every message passes: exact octets, nothing left unwritten, no octet too many, every cut noticed.</summary>
public static class Golden
{
    private const byte Untouched = 0xa5;

    /// <summary>Writes into a buffer full of 0xA5 and returns what was written; fails if anything behind it was touched.</summary>
    public static byte[] Write(OctetWriter write)
    {
        var buffer = new byte[4096];
        buffer.AsSpan().Fill(Untouched);
        var written = write(buffer);
        Assert.Equal(-1, buffer.AsSpan(written).IndexOfAnyExcept(Untouched));
        return buffer[..written];
    }

    /// <summary>Fails unless exactly these octets are written, also into a buffer without room to spare.</summary>
    public static void AssertWrites(byte[] expected, OctetWriter write)
    {
        Assert.Equal(Hex.Format(expected), Hex.Format(Write(write)));
        var tight = new byte[expected.Length];
        Assert.Equal(expected.Length, write(tight));
        Assert.Equal(expected, tight);
    }

    /// <summary>Fails unless every shorter piece from the start is refused as Truncated, inside or at the end of the piece.</summary>
    public static void AssertEveryTruncationIsTruncated(byte[] octets, OctetParser parse)
    {
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.False(parse(octets.AsSpan(0, length), out var fault), $"{length} of {octets.Length} octets were accepted");
            Assert.Equal(WireFaultKind.Truncated, fault.Kind);
            Assert.InRange(fault.Offset, 0, length);
        }
    }

    /// <summary>The fault a parser reports; none if it accepts.</summary>
    public static WireFault FaultOf(byte[] octets, OctetParser parse)
    {
        Assert.Equal(!parse(octets, out var fault), fault.IsFault);
        return fault;
    }
}
