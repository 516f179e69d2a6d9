using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Tests.Traffic;

/// <summary>Two hosts with a router between them: 10.1.0.10 and 10.2.0.10.</summary>
internal sealed class TwoHosts
{
    public const ushort Port = 80;

    public TwoHosts(ulong seed = 1, StreamPolicy? policy = null)
    {
        Network = new("two hosts", seed, DateTimeOffset.UnixEpoch) { StreamPolicy = policy ?? new() };
        Left = AddHost("left", 1);
        Right = AddHost("right", 2);
        Router = Network.Add(new RouterNode("router", Network));
        foreach (var net in new[] { 1, 2 })
        {
            var prefix = Prefix(net);
            Router.AddInterface(Network.Segments[$"lan{net}"], new((ulong)(0x020000000100 + net)), new(prefix.Network.Value + 1), prefix, new() { Delay = Delay });
        }
        Network.PowerOn();
    }

    public static TimeSpan Delay { get; } = TimeSpan.FromMilliseconds(5);

    public VirtualNetwork Network { get; }

    public HostNode Left { get; }

    public HostNode Right { get; }

    public RouterNode Router { get; }

    public StreamConnection? Accepted { get; private set; }

    /// <summary>The same quality in both directions of the left host's link.</summary>
    public LinkQuality LeftLink
    {
        set => (Left.Ports[0].Attachment!.ToSegment, Left.Ports[0].Attachment!.FromSegment) = (value, value);
    }

    public StreamConnection Connect()
    {
        Right.Streams.Listen(Port, connection => Accepted = connection);
        return Left.Streams.Connect(Left.Address, Right.Address, Port);
    }

    private HostNode AddHost(string id, int net)
    {
        var lan = Network.AddSegment($"lan{net}");
        var host = Network.Add(new HostNode(id, NodeKind.Correspondent, Network));
        var prefix = Prefix(net);
        host.Configure(new((ulong)(0x020000000200 + net)), new(prefix.Network.Value + 10), prefix, new Ipv4Address(prefix.Network.Value + 1));
        lan.Attach(host.Ports[0], LinkQuality.Perfect, new() { Delay = Delay });
        return host;
    }

    private static Ipv4Prefix Prefix(int net) => Ipv4Prefix.Parse($"10.{net}.0.0/24");
}
