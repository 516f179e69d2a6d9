using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using DropReason = ProxyMip.Engine.PacketPath.DropReason;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>
/// The packet path of the engine with the visitor or binding that a tunnel packet is about, unless the vector expects it to be dropped for want of one.
/// </summary>
internal sealed class TunnelBench(VectorCase vector, Expectation expectation, string role, DecapsulatedPacket taken)
{
    private static readonly Ipv4Address s_nobody = Ipv4Address.Parse("198.51.100.200");

    public Observation Observe()
    {
        if (role is not ("FA" or "HA"))
            return Observation.Refused($"role '{role}' is not known");
        var tables = new PathTables();
        tables.Apply(role == "FA" ? Visitor() : Binding());
        var router = new PacketRouter(new([taken.OuterDestination], []), tables);
        var output = new Collected();
        byte[] packet = [.. vector.Octets];
        router.Receive(packet, Networks.Port, Networks.Agent, TimeSpan.Zero, output);
        var dropped = Enum.GetValues<DropReason>().Where(reason => router.Drops(reason) > 0).SelectMany(ReasonsOf).ToArray();
        var arrived = role == "FA" ? output.Delivered : output.Forwarded;
        return new(dropped.Length == 0 && arrived ? Observation.Accept : Observation.Discard)
        {
            Reasons = dropped,
            Facts = new() { ["icmp_unreachable"] = output.SaidIcmp },
        };
    }

    private bool Expects(string reason) => expectation.Reason is { } expected && Reasons.Match(expected, [reason]);

    private TunnelEnd End => new(taken.OuterDestination, Expects(Reasons.TunnelPeer) ? s_nobody : taken.OuterSource,
        Expects(Reasons.Encapsulation) ? (taken.Protocol == TunnelProtocol.Gre ? TunnelProtocol.IpInIp : TunnelProtocol.Gre) : taken.Protocol, taken.GreKey, taken.GreKey);

    // Somebody is visiting, but not the one the packet is for.
    private SetVisitorPath Visitor() => new(Expects(Reasons.NoVisitor) ? s_nobody : taken.Destination, Networks.Port, Networks.Client, End, false, false);

    private SetBindingPath Binding() =>
        new(Expects(Reasons.NoBinding) ? s_nobody : taken.Source, null, End, !Expects(Reasons.ReverseTunnel), false);

    // A packet from a tunnel peer that is for no visitor is looked at as one from a node that is away.
    private static string[] ReasonsOf(DropReason reason) => reason switch
    {
        DropReason.UnknownVisitor or DropReason.WrongInnerSource => [Reasons.NoVisitor, Reasons.NoBinding],
        DropReason.UnknownTunnelPeer => [Reasons.TunnelPeer],
        DropReason.WrongEncapsulation => [Reasons.Encapsulation],
        DropReason.ReverseTunnelNotGranted => [Reasons.ReverseTunnel],
        DropReason.Congestion => [Reasons.Congestion],
        DropReason.Loop => [Reasons.Loop],
        DropReason.TimeExceeded => [Reasons.InnerTtl],
        _ => [Reasons.InnerHeader],
    };

    private sealed class Collected : PacketOutput
    {
        public bool Delivered { get; private set; }

        public bool Forwarded { get; private set; }

        public bool SaidIcmp { get; private set; }

        public override void Forward(ReadOnlySpan<byte> packet)
        {
            var isIcmp = Ipv4Header.TryParse(packet, out var header, out _) && header.Protocol == IpProtocol.Icmp && IcmpError.TryParse(header.PayloadOf(packet), out _, out _);
            SaidIcmp |= isIcmp;
            Forwarded |= !isIcmp;
        }

        public override void Deliver(PortId port, MacAddress link, ReadOnlySpan<byte> packet) => Delivered = true;

        public override void ToSelf(ReadOnlySpan<byte> packet) => Forwarded = true;
    }
}
