using System.Buffers.Binary;
using System.Numerics;

namespace ProxyMip.Protocol.Wire;

/// <summary>The Internet checksum, RFC 1071, and its incremental update, RFC 1624.</summary>
public static class InternetChecksum
{
    /// <summary>One's complement of the one's complement sum over the octets; an odd last octet is padded with zero.</summary>
    public static ushort Compute(ReadOnlySpan<byte> octets, uint initial = 0) => Finish(Add(octets, initial));

    /// <summary>Whether octets that contain their own checksum add up.</summary>
    public static bool IsValid(ReadOnlySpan<byte> octets, uint initial = 0) => Finish(Add(octets, initial)) == 0;

    /// <summary>Adds octets to an unfolded sum. Only the last piece of a message may have an odd length.</summary>
    public static uint Add(ReadOnlySpan<byte> octets, uint initial = 0)
    {
        // Sums 32-bit words into 64 bits, many at a time where there are many; the byte order is settled once at the end (RFC 1071 §2 B).
        var sum = octets.Length >= 2 * Vector<byte>.Count ? AddVectors(ref octets) : 0;
        while (octets.Length >= 8)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(octets);
            sum += (uint)word;
            sum += word >> 32;
            octets = octets[8..];
        }
        while (octets.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16LittleEndian(octets);
            octets = octets[2..];
        }
        if (octets.Length == 1)
            sum += octets[0];
        sum = (sum & 0xffffffff) + (sum >> 32);
        sum = (sum & 0xffffffff) + (sum >> 32);
        var folded = Fold((uint)sum);
        folded = Fold(folded);
        return initial + BinaryPrimitives.ReverseEndianness((ushort)folded);
    }

    /// <summary>Sum of the pseudo header that UDP and TCP put before their checksum (RFC 768).</summary>
    public static uint PseudoHeader(Ipv4Address source, Ipv4Address destination, byte protocol, ushort length) =>
        (source.Value >> 16) + (source.Value & 0xffff) + (destination.Value >> 16) + (destination.Value & 0xffff) + protocol + length;

    /// <summary>Folds a sum and complements it.</summary>
    public static ushort Finish(uint sum) => (ushort)~Fold(Fold(sum));

    /// <summary>The new checksum after one 16-bit word of the covered octets changed (RFC 1624, equation 3).</summary>
    public static ushort Update(ushort checksum, ushort oldWord, ushort newWord) =>
        Finish((ushort)~checksum + (uint)(ushort)~oldWord + newWord);

    private static ulong AddVectors(ref ReadOnlySpan<byte> octets)
    {
        if (!BitConverter.IsLittleEndian)
            return 0; // vectors are read in the byte order of the machine
        var sums = Vector<ulong>.Zero;
        while (octets.Length >= Vector<byte>.Count)
        {
            Vector.Widen(Vector.AsVectorUInt32(new Vector<byte>(octets)), out var low, out var high);
            sums += low + high;
            octets = octets[Vector<byte>.Count..];
        }
        return Vector.Sum(sums);
    }

    private static uint Fold(uint sum) => (sum & 0xffff) + (sum >> 16);
}
