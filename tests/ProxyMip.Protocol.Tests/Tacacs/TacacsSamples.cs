using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tacacs;

/// <summary>What the TACACS+ tests share: the vectors' key, their bodies in the clear, and buffers that show an octet left unwritten.</summary>
internal static class TacacsSamples
{
    public static SecretKey Key { get; } = new("tacacs-secret-0123456789abcdef-xx"u8);

    public static byte[] Packet(string name) => [.. VectorFile.Load(name.StartsWith("bad-", StringComparison.Ordinal) ? "malformed" : "tacacs")[name].Octets];

    public static byte[] Body(string name) => Hex.Parse(VectorFile.Load("tacacs")[name].Fields.GetProperty("body_hex").GetString()!);

    public static byte[] Buffer(int size)
    {
        var buffer = new byte[size];
        Array.Fill(buffer, (byte)0xa5);
        return buffer;
    }

    public static TacacsVerdict Open(byte[] packet, TacacsReceiver receiver) => TacacsPacket.Open(packet, Key, receiver, out _, out _);

    public static string Text(ReadOnlySpan<byte> octets) => System.Text.Encoding.UTF8.GetString(octets);

    public static List<string> Texts(TacacsArguments arguments)
    {
        var texts = new List<string>();
        foreach (var argument in arguments)
            texts.Add(Text(argument));
        return texts;
    }

    /// <summary>A packet around a body in the clear.</summary>
    public static byte[] Seal(TacacsHeader header, byte[] body)
    {
        var packet = Buffer(TacacsHeader.Size + body.Length);
        body.CopyTo(packet, TacacsHeader.Size);
        TacacsPacket.Seal(header, packet, Key);
        return packet;
    }
}
