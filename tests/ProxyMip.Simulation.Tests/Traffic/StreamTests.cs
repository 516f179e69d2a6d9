using CsCheck;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Tests.Traffic;

public sealed class StreamTests
{
    private const int Octets = 200_000;

    [Fact]
    public void Stream_PerfectNetwork_DeliversEverythingOnce()
    {
        var net = new TwoHosts();
        var connection = net.Connect();

        connection.Write(Octets);
        net.Network.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal((StreamState.Open, StreamState.Open), (connection.State, net.Accepted!.State));
        Assert.Equal(Octets, net.Accepted.OctetsReceived);
        Assert.Equal(Octets, connection.OctetsAcknowledged);
        Assert.Equal(0, connection.Retransmissions);
    }

    [Fact]
    public void Stream_BothDirections_DoNotDisturbEachOther()
    {
        var net = new TwoHosts();
        var connection = net.Connect();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        connection.Write(Octets);
        net.Accepted!.Write(Octets / 2);
        net.Network.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal((Octets, Octets / 2), (net.Accepted.OctetsReceived, connection.OctetsReceived));
    }

    [Fact]
    public void Stream_Loss_IsSurvivedByRetransmission()
    {
        var net = new TwoHosts();
        net.LeftLink = new() { Loss = 0.05, Delay = TwoHosts.Delay };
        var connection = net.Connect();

        connection.Write(Octets);
        var done = net.Network.PassUntil(() => connection.OctetsAcknowledged == Octets, TimeSpan.FromMinutes(5));

        Assert.True(done);
        Assert.Equal(Octets, net.Accepted!.OctetsReceived);
        Assert.NotEqual(0, connection.Retransmissions);
    }

    [Fact]
    public void Stream_AnyBadNetwork_ArrivesUndamagedAndCloses()
    {
        Gen.Select(Gen.ULong, Gen.Double[0, 0.15], Gen.Double[0, 0.3], Gen.Double[0, 0.3]).Sample((seed, loss, reorder, duplicate) =>
        {
            var net = new TwoHosts(seed);
            net.LeftLink = new() { Loss = loss, Reorder = reorder, Duplicate = duplicate, Delay = TwoHosts.Delay };
            var connection = net.Connect();
            connection.Write(50_000);
            connection.Close();
            net.Network.PassUntil(() => net.Accepted is { State: StreamState.Open }, TimeSpan.FromMinutes(1));
            net.Accepted?.Close();

            net.Network.PassUntil(() => connection.State == StreamState.Closed && net.Accepted is { State: StreamState.Closed }, TimeSpan.FromMinutes(30));

            Assert.Equal((StreamState.Closed, StreamFailure.None), (connection.State, connection.Failure));
            Assert.Equal(50_000, net.Accepted!.OctetsReceived);
        }, iter: 60);
    }

    [Fact]
    public void Stream_ShortOutage_StallsAndGoesOn()
    {
        var net = new TwoHosts();
        var connection = net.Connect();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        net.Left.Ports[0].Attachment!.IsUp = false;
        connection.Write(Octets);
        net.Network.Pass(TimeSpan.FromSeconds(20));
        var stalled = connection.IsStalled;
        net.Left.Ports[0].Attachment!.IsUp = true;
        net.Network.Pass(TimeSpan.FromSeconds(40));

        Assert.True(stalled);
        Assert.Equal(Octets, net.Accepted!.OctetsReceived);
        Assert.InRange(connection.LongestGap, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Stream_OutageBeyondItsPatience_BreaksByTimeout()
    {
        var net = new TwoHosts(policy: new() { GiveUpAfter = TimeSpan.FromSeconds(30) });
        var connection = net.Connect();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        net.Left.Ports[0].Attachment!.IsUp = false;
        connection.Write(1);
        net.Network.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal((StreamState.Broken, StreamFailure.TimedOut), (connection.State, connection.Failure));
    }

    [Fact]
    public void Stream_PeerRestarted_IsReset()
    {
        var net = new TwoHosts();
        var connection = net.Connect();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        net.Right.PowerOff();
        net.Right.PowerOn();
        connection.Write(1);
        net.Network.Pass(TimeSpan.FromSeconds(30));

        Assert.Equal((StreamState.Broken, StreamFailure.Reset), (connection.State, connection.Failure));
        Assert.Equal(1, net.Right.Streams.ResetsSent);
    }

    [Fact]
    public void Stream_NobodyListens_IsRefused()
    {
        var net = new TwoHosts();
        var connection = net.Left.Streams.Connect(net.Left.Address, net.Right.Address, 81);

        net.Network.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal((StreamState.Broken, StreamFailure.Refused), (connection.State, connection.Failure));
    }

    [Fact]
    public void Stream_NobodyThere_GivesUpOpening()
    {
        var net = new TwoHosts();
        net.Right.PowerOff();
        var connection = net.Connect();

        net.Network.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal((StreamState.Broken, StreamFailure.TimedOut), (connection.State, connection.Failure));
    }

    [Fact]
    public void Stream_SmallLinkOnTheWay_ShrinksItsSegments()
    {
        var net = new TwoHosts();
        net.Router.Ip.Interfaces[1].Mtu = 1000;
        var connection = net.Connect();

        connection.Write(Octets);
        net.Network.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal(960, connection.MaximumSize);
        Assert.Equal(Octets, net.Accepted!.OctetsReceived);
    }

    [Fact]
    public void Stream_Aborted_TellsTheOtherEnd()
    {
        var net = new TwoHosts();
        var connection = net.Connect();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        connection.Abort();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((StreamState.Broken, StreamFailure.Reset), (net.Accepted!.State, net.Accepted.Failure));
    }

    [Fact]
    public void Stream_SameSeed_SameRun()
    {
        Assert.Equal(Run(), Run());

        static (long, long, TimeSpan) Run()
        {
            var net = new TwoHosts(seed: 99);
            net.LeftLink = new() { Loss = 0.1, Reorder = 0.2, Duplicate = 0.1, Delay = TwoHosts.Delay };
            var connection = net.Connect();
            connection.Write(Octets);
            net.Network.PassUntil(() => connection.OctetsAcknowledged == Octets, TimeSpan.FromMinutes(30));
            return (connection.Retransmissions, net.Network.Timeline.Handled, net.Network.Now);
        }
    }
}
