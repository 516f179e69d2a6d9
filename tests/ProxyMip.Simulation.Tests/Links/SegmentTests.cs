using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Tests.Links;

public sealed class SegmentTests
{
    private readonly Timeline _timeline = new();
    private readonly Segment _segment;
    private readonly Sink[] _nodes;

    public SegmentTests()
    {
        _segment = new("lan", _timeline, new SeededEntropy(1));
        _nodes = [.. Enumerable.Range(1, 3).Select(i => new Sink((ulong)i))];
        foreach (var node in _nodes)
            _segment.Attach(node.Port);
    }

    [Fact]
    public void Segment_Broadcast_ReachesAllOthers()
    {
        Send(0, MacAddress.Broadcast);

        Assert.Equal([0, 1, 1], _nodes.Select(node => node.Received.Count));
    }

    [Fact]
    public void Segment_UnknownReceiver_FloodsAndThenLearns()
    {
        Send(0, _nodes[1].Port.Mac);
        Send(1, _nodes[0].Port.Mac);
        Send(0, _nodes[1].Port.Mac);

        Assert.Equal([1, 2, 1], _nodes.Select(node => node.Received.Count)); // the third only saw the flood
    }

    [Fact]
    public void Segment_SenderMoved_LearnsTheNewPlace()
    {
        Send(0, MacAddress.Broadcast);
        var moved = new Sink(1);
        _segment.Attach(moved.Port);
        moved.Port.Send(FrameTo(MacAddress.Broadcast, moved.Port.Mac));
        _timeline.Advance(TimeSpan.FromSeconds(1));

        Send(1, moved.Port.Mac);

        Assert.Single(moved.Received);
    }

    [Fact]
    public void Segment_CutLink_LosesFramesInSilence()
    {
        _nodes[1].Port.Attachment!.IsUp = false;

        Send(0, MacAddress.Broadcast);
        Send(1, MacAddress.Broadcast);

        Assert.Equal([0, 0, 1], _nodes.Select(node => node.Received.Count));
        Assert.Equal(2, _nodes[1].Port.Attachment!.Lost);
    }

    [Fact]
    public void Segment_Islands_KeepFramesApart()
    {
        _nodes[0].Port.Attachment!.Island = 1;

        Send(0, MacAddress.Broadcast);
        Send(1, MacAddress.Broadcast);

        Assert.Equal([0, 0, 1], _nodes.Select(node => node.Received.Count));
    }

    [Fact]
    public void Segment_Detached_FramesUnderWayAreLost()
    {
        _nodes[1].Port.Attachment!.FromSegment = new() { Delay = TimeSpan.FromSeconds(1) };
        _nodes[0].Port.Send(FrameTo(MacAddress.Broadcast, _nodes[0].Port.Mac));

        _segment.Detach(_nodes[1].Port);
        _timeline.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(_nodes[1].Received);
    }

    [Fact]
    public void Segment_RadioCell_StationsHearTheAccessPointOnly()
    {
        _segment.AccessPoint = _nodes[0].Port;

        Send(1, MacAddress.Broadcast);
        Send(0, _nodes[2].Port.Mac);

        Assert.Equal([1, 0, 1], _nodes.Select(node => node.Received.Count));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.3, 300)]
    [InlineData(1.0, 1000)]
    public void Link_Loss_LosesThatShare(double loss, int expected)
    {
        _nodes[1].Port.Attachment!.FromSegment = new() { Loss = loss };

        for (var i = 0; i < 1000; i++)
            Send(0, MacAddress.Broadcast);

        Assert.InRange(1000 - _nodes[1].Received.Count, expected - 50, expected + 50);
        Assert.Equal(1000, _nodes[2].Received.Count);
    }

    [Fact]
    public void Link_Duplicate_DeliversTwice()
    {
        _nodes[1].Port.Attachment!.FromSegment = new() { Duplicate = 1 };

        Send(0, MacAddress.Broadcast);

        Assert.Equal(2, _nodes[1].Received.Count);
    }

    [Fact]
    public void Link_JitterAlone_KeepsTheOrder()
    {
        _nodes[1].Port.Attachment!.FromSegment = new() { Jitter = TimeSpan.FromMilliseconds(50) };

        var sent = SendNumbered(200);

        Assert.Equal(sent, _nodes[1].Received);
    }

    [Fact]
    public void Link_Reorder_LetsFramesOvertake()
    {
        _nodes[1].Port.Attachment!.FromSegment = new() { Reorder = 0.25 };

        var sent = SendNumbered(200);

        Assert.NotEqual(sent, _nodes[1].Received);
        Assert.Equal(sent.OrderBy(frame => frame.GetHashCode()), _nodes[1].Received.OrderBy(frame => frame.GetHashCode()));
    }

    [Fact]
    public void Link_WithRate_SpreadsFramesAndDropsBeyondTheQueue()
    {
        _nodes[1].Port.Attachment!.FromSegment = new() { OctetsPerSecond = 1000, QueueLimit = 600 };

        for (var i = 0; i < 20; i++)
            _nodes[0].Port.Send(new Frame(new byte[100].Fill(_nodes[0].Port.Mac)));
        _timeline.Advance(TimeSpan.FromSeconds(0.35));
        var early = _nodes[1].Received.Count;
        _timeline.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(3, early);
        Assert.Equal(7, _nodes[1].Received.Count);
    }

    private List<Frame> SendNumbered(int count)
    {
        var sent = new List<Frame>();
        for (var i = 0; i < count; i++)
        {
            sent.Add(FrameTo(MacAddress.Broadcast, _nodes[0].Port.Mac));
            _nodes[0].Port.Send(sent[^1]);
            _timeline.Advance(_timeline.Now + TimeSpan.FromMilliseconds(1));
        }
        _timeline.Advance(_timeline.Now + TimeSpan.FromSeconds(1));
        return sent;
    }

    private void Send(int from, MacAddress to)
    {
        _nodes[from].Port.Send(FrameTo(to, _nodes[from].Port.Mac));
        _timeline.Advance(_timeline.Now + TimeSpan.FromSeconds(1));
    }

    private static Frame FrameTo(MacAddress destination, MacAddress source)
    {
        var octets = new byte[60].Fill(source);
        destination.CopyTo(octets);
        return new(octets);
    }

    private sealed class Sink : IFrameReceiver
    {
        public Sink(ulong number) => Port = new(this, new PortId(1), "eth0", new MacAddress(0x020000000000 + number));

        public NetworkPort Port { get; }

        public List<Frame> Received { get; } = [];

        public bool IsUp => true;

        public void Receive(NetworkPort port, Frame frame) => Received.Add(frame);
    }
}

internal static class FrameOctets
{
    public static byte[] Fill(this byte[] octets, MacAddress source)
    {
        MacAddress.Broadcast.CopyTo(octets);
        source.CopyTo(octets.AsSpan(MacAddress.Size));
        return octets;
    }
}
