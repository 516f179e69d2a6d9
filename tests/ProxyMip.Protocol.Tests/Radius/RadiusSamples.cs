using ProxyMip.Protocol.Radius;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

/// <summary>What the RADIUS tests share: the vectors' secret and request authenticator, and buffers that show an octet left unwritten.</summary>
internal static class RadiusSamples
{
    public static RadiusSecret Secret { get; } = new(new("mip-shared-secret-01"u8));

    public static byte[] RequestAuthenticator { get; } = Hex.Parse("0f1e2d3c4b5a69788796a5b4c3d2e1f0");

    public static byte[] SecondRequestAuthenticator { get; } = Hex.Parse("00112233445566778899aabbccddeeff");

    public static Vector Of(string name) => VectorFile.Load(name.StartsWith("bad-", StringComparison.Ordinal) ? "malformed" : "radius")[name];

    public static byte[] Octets(string name) => Of(name).Octets;

    public static byte[] Buffer()
    {
        var buffer = new byte[RadiusPacket.MaxSize];
        Array.Fill(buffer, (byte)0xa5);
        return buffer;
    }

    public static RadiusVerdict CheckAnswer(ReadOnlySpan<byte> datagram, MessageAuthenticatorMode mode = MessageAuthenticatorMode.Require, byte identifier = 42) =>
        RadiusResponse.Check(datagram, RadiusCode.AccessRequest, identifier, RequestAuthenticator, Secret, new(mode), out _);

    /// <summary>A signed answer to the request of <see cref="RequestAuthenticator"/>, identifier 42.</summary>
    public static byte[] Answer(RadiusCode code, bool messageAuthenticator, Action<Attributes> write)
    {
        var attributes = new Attributes();
        write(attributes);
        var buffer = Buffer();
        var packet = new RadiusPacketWriter(buffer, code, 42, default);
        if (messageAuthenticator)
            packet.ReserveMessageAuthenticator();
        foreach (var (type, value) in attributes.Items)
            packet.WriteOctets(type, value);
        return buffer[..packet.FinishResponse(RequestAuthenticator, Secret)];
    }

    /// <summary>Attributes of an answer in wire order.</summary>
    internal sealed class Attributes
    {
        public List<(RadiusAttributeType Type, byte[] Value)> Items { get; } = [];

        public void Add(RadiusAttributeType type, params byte[] value) => Items.Add((type, value));

        public void AddPair(string text) =>
            Items.Add((RadiusAttributeType.VendorSpecific, [0, 0, 0, 9, 1, (byte)(2 + text.Length), .. System.Text.Encoding.Latin1.GetBytes(text)]));
    }
}
