using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;
using static ProxyMip.Engine.Tests.PacketPath.Packets;

namespace ProxyMip.Engine.Tests.PacketPath;

public sealed class PacketRouterTests
{
    private static byte[] ErrorAbout(byte[] tunnelPacket, IcmpError error)
    {
        var message = new byte[IcmpError.FixedSize + 48];
        return message[..error.WriteTo(message, tunnelPacket.AsSpan(0, Math.Min(48, tunnelPacket.Length)))];
    }

    private static (RouterBench Bench, byte[] TunnelPacket) AfterOnePacket()
    {
        var bench = new RouterBench(true, Binding());
        var packet = Assert.Single(bench.Receive(Ip(Correspondent, MobileNode, 100)).Forwarded);
        bench.Forwarded.Clear();
        return (bench, packet);
    }

    [Theory]
    [InlineData((byte)1)]
    [Requirement("TUN-008", "TUN-009")]
    public void Encapsulation_WithTtl1_IsDroppedAndTheSenderTold(byte timeToLive)
    {
        var bench = new RouterBench(true, Binding()).Receive(Ip(Correspondent, MobileNode, timeToLive: timeToLive));
        Assert.Equal(IcmpType.TimeExceeded, bench.OnlyError().Type);
        Assert.Equal(1, bench.Router.Drops(DropReason.TimeExceeded));
    }

    [Fact]
    [Requirement("TUN-003")]
    public void Encapsulation_WithDf_KeepsIt()
    {
        var bench = new RouterBench(true, Binding()) { Router = { AlwaysDontFragment = false } };
        bench.Receive(Ip(Correspondent, MobileNode, dontFragment: true)).Receive(Ip(Correspondent, MobileNode));
        Assert.Equal([true, false], bench.Forwarded.Select(packet => Header(packet).DontFragment));
    }

    [Fact]
    [Requirement("TUN-004")]
    public void Encapsulation_WithoutDf_MaySetItByConfiguration()
    {
        var bench = new RouterBench(true, Binding()).Receive(Ip(Correspondent, MobileNode));
        Assert.True(Header(Assert.Single(bench.Forwarded)).DontFragment);
    }

    [Theory]
    [InlineData(TunnelProtocol.IpInIp, 1480)]
    [InlineData(TunnelProtocol.Gre, 1476)]
    [InlineData(TunnelProtocol.MinimalEncapsulation, 1488)]
    public void TooBig_WithDf_TellsTheSenderWhatFits(TunnelProtocol protocol, int mtu)
    {
        var bench = new RouterBench(true, Binding(tunnel: HomeEnd(protocol))).Receive(Ip(Correspondent, MobileNode, 1480, dontFragment: true));
        Assert.Equal((ushort)mtu, bench.OnlyError().NextHopMtu);
        Assert.Equal(1, bench.Router.Drops(DropReason.TooBig));
    }

    [Fact]
    [Requirement("TUN-028")]
    public void TooBig_WithoutDf_IsFragmentedInside()
    {
        var bench = new RouterBench(true, Binding()).Receive(Ip(Correspondent, MobileNode, 1980));
        Assert.Equal(2, bench.Forwarded.Count);
        Assert.All(bench.Forwarded, packet => Assert.True(packet.Length <= 1500 && !Header(packet).IsFragment));
        var first = Header(Header(bench.Forwarded[0]).PayloadOf(bench.Forwarded[0]).ToArray());
        Assert.True(first is { MoreFragments: true, FragmentOffset: 0 });
    }

    [Fact]
    [Requirement("TUN-032")]
    public void Fragment_IntoAMinimalTunnel_GoesAsIpInIp()
    {
        var bench = new RouterBench(true, Binding(tunnel: HomeEnd(TunnelProtocol.MinimalEncapsulation))).Receive(Ip(Correspondent, MobileNode, 1980));
        Assert.All(bench.Forwarded, packet => Assert.Equal(IpProtocol.IpInIp, Header(packet).Protocol));
    }

    [Fact]
    [Requirement("TUN-046")]
    public void GreKey_MustBeTheNegotiatedOne()
    {
        var tunnel = HomeEnd(TunnelProtocol.Gre, send: 7, receive: 9);
        var bench = new RouterBench(true, Binding(reverse: true, tunnel: tunnel));
        bench.Receive(Wrapped(Ip(MobileNode, Correspondent), CareOf, HomeAgentAddress, TunnelProtocol.Gre, key: 8));
        Assert.Equal(1, bench.Router.Drops(DropReason.WrongEncapsulation));
        bench.Receive(Wrapped(Ip(MobileNode, Correspondent), CareOf, HomeAgentAddress, TunnelProtocol.Gre, key: 9));
        Assert.Single(bench.Forwarded);
    }

    [Fact]
    [Requirement("TUN-019", "TUN-025", "TUN-026")]
    public void TunnelMtu_Reported_IsKeptAndTold()
    {
        var (bench, packet) = AfterOnePacket();
        Assert.True(bench.Router.TryHandleTunnelError(ErrorAbout(packet, IcmpError.FragmentationNeeded(1400)), TimeSpan.FromSeconds(2), bench));
        Assert.Equal((ushort)1380, bench.OnlyError().NextHopMtu);
        bench.Forwarded.Clear();
        bench.Receive(Ip(Correspondent, MobileNode, 1370, dontFragment: true), at: 3);
        Assert.Equal((ushort)1380, bench.OnlyError().NextHopMtu);
    }

    [Fact]
    [Requirement("TUN-026")]
    public void TunnelMtu_AfterTenMinutes_IsTriedUpward()
    {
        var (bench, packet) = AfterOnePacket();
        bench.Router.TryHandleTunnelError(ErrorAbout(packet, IcmpError.FragmentationNeeded(1400)), TimeSpan.FromSeconds(2), bench);
        bench.Forwarded.Clear();
        bench.Receive(Ip(Correspondent, MobileNode, 1370, dontFragment: true), at: 603);
        Assert.Equal(IpProtocol.IpInIp, Header(Assert.Single(bench.Forwarded)).Protocol);
    }

    [Fact]
    [Requirement("TUN-027", "TUN-048")]
    public void TunnelUnreachable_AnswersTheSenderAndStillSends()
    {
        var (bench, packet) = AfterOnePacket();
        bench.Router.TryHandleTunnelError(ErrorAbout(packet, IcmpError.Unreachable(UnreachableCode.Host)), TimeSpan.FromSeconds(2), bench);
        bench.Forwarded.Clear();
        bench.Receive(Ip(Correspondent, MobileNode), at: 3);
        Assert.Equal([IpProtocol.Icmp, IpProtocol.IpInIp], bench.Forwarded.Select(sent => Header(sent).Protocol));
    }

    public static TheoryData<IcmpError, string?> FromInside => new()
    {
        { IcmpError.Unreachable(UnreachableCode.Network), "3/1" },
        { IcmpError.Unreachable(UnreachableCode.Host), "3/1" },
        { IcmpError.Unreachable(UnreachableCode.Protocol), "3/1" },
        { IcmpError.Unreachable(UnreachableCode.Port), null },
        { IcmpError.Unreachable(UnreachableCode.SourceRouteFailed), null },
        { new() { Type = IcmpType.SourceQuench }, null },
        { new() { Type = IcmpType.Redirect, Gateway = Correspondent }, null },
        { IcmpError.TimeExceeded(), "3/1" },
        { IcmpError.ParameterProblem(2), null },
    };

    [Theory]
    [MemberData(nameof(FromInside))]
    [Requirement("TUN-015", "TUN-016", "TUN-017", "TUN-018", "TUN-020", "TUN-021", "TUN-022", "TUN-023", "TUN-024")]
    public void IcmpFromInside_IsRelayedAsTheTableSays(IcmpError error, string? relayed)
    {
        var (bench, packet) = AfterOnePacket();
        Assert.True(bench.Router.TryHandleTunnelError(ErrorAbout(packet, error), TimeSpan.FromSeconds(2), bench));
        if (relayed is null)
            Assert.Empty(bench.Forwarded);
        else
        {
            var told = bench.OnlyError();
            Assert.Equal(relayed, $"{(int)told.Type}/{told.Code}");
            Assert.Equal(Correspondent, Header(bench.Forwarded[0]).Destination);
        }
    }

    [Fact]
    public void IcmpFromInside_AboutATunnelThatIsNotOurs_IsLeftAlone()
    {
        var (bench, _) = AfterOnePacket();
        var foreign = Wrapped(Ip(Correspondent, MobileNode, 100), HomeAgentAddress, Ipv4Address.Parse("10.66.0.6"));
        Assert.False(bench.Router.TryHandleTunnelError(ErrorAbout(foreign, IcmpError.Unreachable(UnreachableCode.Host)), TimeSpan.FromSeconds(2), bench));
    }

    [Fact]
    public void IcmpErrors_AreLimitedPerSecond()
    {
        var bench = new RouterBench(true, Binding());
        for (var i = 0; i < 500; i++)
            bench.Receive(Ip(Correspondent, MobileNode, timeToLive: 1), at: 5);
        Assert.Equal(bench.Router.ErrorsPerSecond, bench.Forwarded.Count);
    }

    [Fact]
    [Requirement("TUN-049")]
    public void TwoNodes_BetweenTheSameAgents_ShareOneTunnelState()
    {
        var second = Ipv4Address.Parse("10.30.0.202");
        var (bench, packet) = AfterOnePacket();
        bench.Router.Tables.Apply(Binding() with { HomeAddress = second });
        bench.Router.TryHandleTunnelError(ErrorAbout(packet, IcmpError.FragmentationNeeded(1400)), TimeSpan.FromSeconds(2), bench);
        bench.Forwarded.Clear();
        bench.Receive(Ip(Correspondent, second, 1370, dontFragment: true), at: 3);
        Assert.Equal((ushort)1380, bench.OnlyError().NextHopMtu);
    }

    [Fact]
    public void AMillionPackets_AllocateNothing()
    {
        var home = new RouterBench(true, Binding());
        var sink = new CountingOutput();
        var packet = Ip(Correspondent, MobileNode, 64);
        home.Router.Receive(packet.ToArray(), CorePort, OtherMac, TimeSpan.Zero, sink);
        var copy = new byte[packet.Length];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000_000; i++)
        {
            packet.CopyTo(copy, 0);
            home.Router.Receive(copy, CorePort, OtherMac, TimeSpan.Zero, sink);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_000_001, sink.Packets);
    }

    [Fact]
    public void AnyOctets_NeverThrow()
    {
        var random = new Random(11);
        var (home, foreign) = (new RouterBench(true, Binding(true, true)), new RouterBench(false, Visitor(true, true)));
        byte[][] seeds =
        [
            Ip(Correspondent, MobileNode, 60), Wrapped(Ip(MobileNode, Correspondent), CareOf, HomeAgentAddress), Wrapped(Ip(Correspondent, MobileNode), HomeAgentAddress, CareOf),
            Wrapped(Ip(Correspondent, MobileNode), HomeAgentAddress, CareOf, TunnelProtocol.Gre), Wrapped(Ip(Correspondent, MobileNode), HomeAgentAddress, CareOf, TunnelProtocol.MinimalEncapsulation),
        ];
        for (var i = 0; i < 50_000; i++)
        {
            var packet = seeds[i % seeds.Length].ToArray();
            for (var flips = random.Next(4); flips > 0; flips--)
                packet[random.Next(packet.Length)] = (byte)random.Next(256);
            InternetHeaderFix(packet);
            var cut = packet[..random.Next(packet.Length + 1)];
            home.Receive(cut, HomePort, MobileNodeMac);
            foreign.Receive(cut, VisitPort, MobileNodeMac);
            home.Router.TryHandleTunnelError(cut, TimeSpan.Zero, home);
        }
    }

    // Half of the mutants get a right outer checksum, so that the code behind it is reached.
    private static void InternetHeaderFix(byte[] packet)
    {
        if ((packet[^1] & 1) == 0 || (packet[0] & 0xf) < 5 || (packet[0] & 0xf) * 4 > packet.Length)
            return;
        (packet[10], packet[11]) = (0, 0);
        var sum = InternetChecksum.Compute(packet.AsSpan(0, (packet[0] & 0xf) * 4));
        (packet[10], packet[11]) = ((byte)(sum >> 8), (byte)sum);
    }

    private sealed class CountingOutput : PacketOutput
    {
        public int Packets { get; private set; }

        public override void Forward(ReadOnlySpan<byte> packet) => Packets++;

        public override void Deliver(Core.PortId port, MacAddress link, ReadOnlySpan<byte> packet) => Packets++;

        public override void ToSelf(ReadOnlySpan<byte> packet) => Packets++;
    }
}
