using System.Buffers.Binary;

namespace ProxyMip.Host.Capture;

/// <summary>Tells the two formats of capture files apart by their first octets.</summary>
internal static class CaptureReader
{
    private const uint NextGeneration = 0x0a0d0d0a; // a palindrome: the same in both byte orders

    /// <summary>Whether the octets start like a capture file.</summary>
    public static bool Recognises(ReadOnlySpan<byte> octets) =>
        octets.Length >= sizeof(uint) && (Magic(octets) == NextGeneration || PcapReader.TryRecognise(Magic(octets), out _, out _));

    /// <summary>Reads a whole file.</summary>
    public static CaptureFile Read(ReadOnlyMemory<byte> file)
    {
        if (!Recognises(file.Span))
            return new([], "it is neither a pcap nor a pcapng file");
        return Magic(file.Span) == NextGeneration ? new PcapngReader(file).Read() : PcapReader.Read(file);
    }

    private static uint Magic(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt32BigEndian(octets);
}
