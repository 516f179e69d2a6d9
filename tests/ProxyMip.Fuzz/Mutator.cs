using System.Buffers.Binary;

namespace ProxyMip.Fuzz;

/// <summary>Changes octets in place the ways wire bugs like: flipped bits, borders of fields, cut and grown, pieces moved and taken from elsewhere.</summary>
public sealed class Mutator(Random64 random, IReadOnlyList<byte[]> others)
{
    /// <summary>No input grows past this.</summary>
    public const int MaxSize = 2048;

    private static readonly byte[] Borders8 = [0, 1, 2, 4, 6, 7, 8, 15, 16, 20, 22, 32, 33, 34, 36, 63, 64, 69, 127, 128, 129, 254, 255];
    private static readonly ushort[] Borders16 = [0, 1, 4, 8, 20, 24, 28, 576, 1499, 1500, 1501, 4095, 4096, 4097, 8191, 8192, 32767, 32768, 65534, 65535];

    /// <summary>Copies a seed into the buffer and changes it one to six times. Returns the new length.</summary>
    public int Make(ReadOnlySpan<byte> seed, Span<byte> buffer)
    {
        var length = Math.Min(seed.Length, MaxSize);
        seed[..length].CopyTo(buffer);
        for (var changes = 1 + random.Below(6); changes > 0; changes--)
            length = Change(buffer, length);
        return length;
    }

    private int Change(Span<byte> buffer, int length)
    {
        if (length == 0)
            return Grow(buffer, length);
        switch (random.Below(12))
        {
            case 0 or 1:
                buffer[random.Below(length)] ^= (byte)(1 << random.Below(8));
                return length;
            case 2:
                buffer[random.Below(length)] = (byte)random.Next();
                return length;
            case 3 or 4:
                buffer[random.Below(length)] = Borders8[random.Below(Borders8.Length)];
                return length;
            case 5 when length >= 2:
                BinaryPrimitives.WriteUInt16BigEndian(buffer[random.Below(length - 1)..], Borders16[random.Below(Borders16.Length)]);
                return length;
            case 6: // a length field that says what is left, one more or one less
                var at = random.Below(length);
                buffer[at] = (byte)(length - at + random.Below(4) - 3);
                return length;
            case 7:
                return random.Below(length + 1);
            case 8:
                return Grow(buffer, length);
            case 9:
                return Delete(buffer, length);
            case 10:
                return Repeat(buffer, length);
            default:
                return Splice(buffer, length);
        }
    }

    private int Grow(Span<byte> buffer, int length)
    {
        var more = Math.Min(1 + random.Below(24), MaxSize - length);
        for (var i = 0; i < more; i++)
            buffer[length + i] = (byte)random.Next();
        return length + more;
    }

    private int Delete(Span<byte> buffer, int length)
    {
        var (at, count) = Piece(length);
        buffer[(at + count)..length].CopyTo(buffer[at..]);
        return length - count;
    }

    private int Repeat(Span<byte> buffer, int length)
    {
        var (at, count) = Piece(length);
        if (length + count > MaxSize)
            return length;
        buffer[at..length].CopyTo(buffer[(at + count)..]);
        return length + count;
    }

    private int Splice(Span<byte> buffer, int length)
    {
        var other = others[random.Below(others.Count)];
        if (other.Length == 0)
            return length;
        var (from, count) = Piece(other.Length);
        var at = random.Below(length + 1);
        count = Math.Min(count, MaxSize - at);
        other.AsSpan(from, count).CopyTo(buffer[at..]);
        return Math.Max(length, at + count);
    }

    private (int At, int Count) Piece(int length)
    {
        var at = random.Below(length);
        return (at, 1 + random.Below(Math.Min(length - at, 64)));
    }
}
