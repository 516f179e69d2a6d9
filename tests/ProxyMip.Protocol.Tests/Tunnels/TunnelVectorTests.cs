using System.Text.Json;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

// Packets made by an independent encoder and checked by another decoder.
public sealed class TunnelVectorTests
{
    public static TheoryData<string> Tunnelled => VectorFile.Names("tunnels", vector => vector.Layer == "ipv4");

    [Theory, MemberData(nameof(Tunnelled))]
    [Requirement("TUN-010", "TUN-012", "TUN-038", "TUN-039", "TUN-043")]
    public void TryDecapsulate_Vector_GivesTheInnerPacket(string name)
    {
        var vector = VectorFile.Load("tunnels")[name];
        var packet = (byte[])vector.Octets.Clone();
        Assert.True(Tunnel.TryDecapsulate(packet, out var found, out var fault), fault.ToString());
        Assert.Equal(vector.Expect.GetProperty("inner_hex").GetString(), Hex.Format(found.Of(packet)));

        var inner = Packets.Parse(found.Of(packet));
        Assert.Equal((inner.Source, inner.Destination), (found.Source, found.Destination));
        Assert.Equal(vector.Octets[9], (byte)found.Protocol);
        if (vector.Fields.TryGetProperty("outer", out var outer))
            Assert.Equal((Address(outer, "source"), Address(outer, "destination")), (found.OuterSource, found.OuterDestination));
    }

    [Theory]
    [InlineData("ipip-forward", 1)]
    [InlineData("ipip-df", 2)]
    [Requirement("TUN-001", "TUN-002", "TUN-003", "TUN-005", "TUN-007", "TUN-012")]
    public void TryEncapsulate_PacketBeforeForwarding_GivesTheVector(string name, ushort identification)
    {
        var vector = VectorFile.Load("tunnels")[name];
        AssertEncapsulates(vector.Octets, TunnelProtocol.IpInIp, vector.Input!, Packets.Forward with { Identification = identification });
    }

    [Fact]
    [Requirement("TUN-007")]
    public void TryEncapsulate_ReverseTunnelOfAForwardedPacket_GivesTheVector() => AssertInnerEncapsulates(
        "ipip-reverse", TunnelProtocol.IpInIp, new() { Source = Packets.CareOf, Destination = Packets.HomeAgent, Identification = 3 });

    [Fact]
    [Requirement("TUN-033", "TUN-034", "TUN-036")]
    public void TryEncapsulate_MinimalOfAnothersPacket_GivesTheVector() =>
        AssertInnerEncapsulates("minenc-s1", TunnelProtocol.MinimalEncapsulation, Packets.Forward);

    [Fact]
    [Requirement("TUN-033", "TUN-034")]
    public void TryEncapsulate_MinimalOfAnOwnPacket_GivesTheVector() => AssertInnerEncapsulates(
        "minenc-s0", TunnelProtocol.MinimalEncapsulation, new() { Source = Packets.Node, Destination = Packets.HomeAgent });

    // The encoder of the vectors leaves the outer type of service at 0; we copy it as in IP in IP, so the comparison starts behind the outer header.
    [Theory]
    [InlineData("gre-plain", 5, null, false)]
    [InlineData("gre-key", 6, 0x1001u, false)]
    [InlineData("gre-checksum", 7, null, true)]
    [Requirement("TUN-039", "TUN-041", "TUN-043", "TUN-046")]
    public void TryEncapsulate_Gre_GivesTheVectorBehindTheOuterHeader(string name, ushort identification, uint? key, bool checksum)
    {
        var vector = VectorFile.Load("tunnels")[name];
        var header = Packets.Forward with { Forwarding = false, Identification = identification, GreKey = key, GreChecksum = checksum };
        var packet = Golden.Write(destination => Encapsulate(TunnelProtocol.Gre, InnerOf(vector), header, destination));
        var outer = Packets.Parse(packet);

        Assert.Equal(Hex.Format(vector.Octets.AsSpan(20)), Hex.Format(packet.AsSpan(20)));
        Assert.Equal(Packets.Parse(vector.Octets), outer with { Dscp = 0, Checksum = Packets.Parse(vector.Octets).Checksum });
    }

    [Fact]
    [Requirement("TUN-046")]
    public void TryDecapsulate_GreWithKey_ReportsTheKey()
    {
        var packet = (byte[])VectorFile.Load("tunnels")["gre-key"].Octets.Clone();
        Assert.True(Gre.TryDecapsulate(packet, out var found, out _));
        Assert.Equal(0x1001u, found.GreKey);
    }

    [Theory]
    [InlineData("bad-ipip-inner-ttl-0", TunnelFaultKind.TimeToLiveZero, 28)]
    [InlineData("bad-ipip-short", TunnelFaultKind.Truncated, 32)]
    [InlineData("bad-minenc-checksum", TunnelFaultKind.BadForwardingChecksum, 22)]
    [InlineData("bad-gre-version-1", TunnelFaultKind.GreVersion, 21)]
    [InlineData("bad-gre-routing-bit", TunnelFaultKind.GreReservedBit, 20)]
    [Requirement("TUN-011", "TUN-035", "TUN-040", "TUN-042", "TUN-050")]
    public void TryDecapsulate_MalformedVector_IsRefusedAndLeftAlone(string name, TunnelFaultKind kind, int offset)
    {
        var vector = VectorFile.Load("malformed")[name];
        var packet = (byte[])vector.Octets.Clone();
        Assert.False(Tunnel.TryDecapsulate(packet, out _, out var fault));
        Assert.Equal(new(kind, offset), fault);
        Assert.Equal(vector.Octets, packet);
    }

    [Fact]
    public void TryDecapsulate_UnknownVisitor_IsTheForwardersMatter()
    {
        var packet = (byte[])VectorFile.Load("malformed")["bad-ipip-unknown-visitor"].Octets.Clone();
        Assert.True(Tunnel.TryDecapsulate(packet, out var found, out _));
        Assert.Equal(Ipv4Address.Parse("10.30.0.99"), found.Destination);
    }

    private static void AssertInnerEncapsulates(string name, TunnelProtocol protocol, TunnelHeader header)
    {
        var vector = VectorFile.Load("tunnels")[name];
        AssertEncapsulates(vector.Octets, protocol, InnerOf(vector), header with { Forwarding = false });
    }

    private static void AssertEncapsulates(byte[] expected, TunnelProtocol protocol, byte[] inner, TunnelHeader header)
    {
        Golden.AssertWrites(expected, destination => Encapsulate(protocol, inner, header, destination));
        Golden.AssertWrites(expected, destination =>
        {
            // In place: the packet waits behind the room for the headers.
            var room = Tunnel.Overhead(protocol, header, Packets.Parse(inner).Source);
            inner.CopyTo(destination[room..]);
            return Encapsulate(protocol, destination.Slice(room, inner.Length), header, destination);
        });
    }

    private static int Encapsulate(TunnelProtocol protocol, ReadOnlySpan<byte> inner, TunnelHeader header, Span<byte> destination)
    {
        var expected = inner.Length + Tunnel.Overhead(protocol, header, Packets.Parse(inner).Source);
        Assert.True(Tunnel.TryEncapsulate(protocol, inner, header, destination, out var written, out var fault), fault.ToString());
        Assert.Equal(expected, written);
        return written;
    }

    private static byte[] InnerOf(Vector vector) => Hex.Parse(vector.Expect.GetProperty("inner_hex").GetString()!);

    private static Ipv4Address Address(JsonElement fields, string name) => Ipv4Address.Parse(fields.GetProperty(name).GetString()!);
}
