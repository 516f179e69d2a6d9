using CsCheck;
using ProxyMip.Host.Decoding;
using ProxyMip.Protocol.Radius;
using ProxyMip.Testing;

namespace ProxyMip.Host.Tests.Decoding;

public sealed class PacketDecoderTests
{
    private static readonly DecodeKeys s_keys = new()
    {
        Associations = [new(new(0x100), new([1, 2, 3])), new(new(2), new([1, 2, 3]))],
        Radius = new RadiusSecret(new([1])),
        RequestAuthenticator = new byte[16],
        Tacacs = new([1]),
        SubnetMap = new(new byte[16]),
    };

    private static readonly byte[][] s_seeds =
    [
        .. from file in new[] { "adverts", "arp", "malformed", "radius", "replies", "requests", "revocation", "solicitations", "subnetmap", "tacacs", "tunnels" }
           from vector in VectorFile.Load(file).Vectors
           from octets in new[] { vector.Octets, vector.Datagram }
           where octets is { Length: > 0 }
           select octets,
    ];

    public static TheoryData<string> Layers => [.. Enum.GetNames<DecodeLayer>()];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Decode_AnyOctets_NeverThrows(string layer) => Gen.Byte.Array[0, 120].Sample(octets => Decode(octets, Enum.Parse<DecodeLayer>(layer)), iter: 1000);

    [Fact]
    public void Decode_VectorsWithChangedOctets_NeverThrows() =>
        Gen.Select(Gen.Int[0, s_seeds.Length - 1], Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[1, 4]).Sample((seed, changes) =>
        {
            byte[] octets = [.. s_seeds[seed]];
            foreach (var (at, value) in changes)
                octets[at % octets.Length] = value;
            foreach (var layer in Enum.GetValues<DecodeLayer>())
                Decode(octets, layer);
        }, iter: 3000);

    [Fact]
    public void Decode_TunnelsInTunnels_EndsAtSomeDepth()
    {
        var inner = VectorFile.Load("tunnels")["ipip-forward"].Octets;
        for (var i = 0; i < 40; i++)
        {
            var outer = new byte[inner.Length + 20];
            ProxyMip.Protocol.Tunnels.IpInIp.TryEncapsulate(inner, new() { Source = new(1), Destination = new(2), Forwarding = false }, outer, out _, out _);
            inner = outer;
        }
        Assert.True(DepthOf(Decode(inner, DecodeLayer.Ipv4)) < 20);
    }

    private static int DepthOf(DecodedLayer layer) => 1 + (layer.Inside.Count == 0 ? 0 : layer.Inside.Max(DepthOf));

    private static DecodedLayer Decode(byte[] octets, DecodeLayer layer) => PacketDecoder.Decode(octets, layer, new(s_keys, DateTimeOffset.UnixEpoch));
}
