using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Protocol.Tests.SubnetMap;

// Ten thousand access points send keepalives; none of them may cost the collector anything.
public sealed class MapAllocationTests
{
    [Fact]
    public void Parse_MillionMessages_AllocatesNothing()
    {
        var datagram = Maps.Vector("smx-snapshot-part").Octets;
        var entries = 0;
        var allocated = Allocations.Of(Allocations.Million, () =>
        {
            if (MapHeader.TryParse(datagram, out _, out _) && MapSnapshotPart.TryParse(datagram.AsSpan(48, 52), out _, out var list, out _))
                entries += list.Count;
        });
        Assert.Equal(0, allocated);
        Assert.Equal(4 * (Allocations.Million + 1), entries);
    }

    [Fact]
    public void OpenAndSeal_ManyMessages_AllocatesNothing()
    {
        var received = Maps.Vector("smx-keepalive").Octets;
        var sent = new byte[MapHeader.MaxDatagramSize];
        var opened = 0;
        var allocated = Allocations.Of(100_000, () =>
        {
            opened += SubnetMapDatagram.TryOpen(received, Maps.AccessPoint, Maps.AtAap, MapPeer.Unknown, out var found) ? 1 : 0;
            var body = new MapKeepaliveAck { Generation = found.Header.Sequence }.WriteTo(SubnetMapDatagram.BodyOf(sent));
            SubnetMapDatagram.Seal(found.Header, Maps.Key, sent, body);
        });
        Assert.Equal(0, allocated);
        Assert.Equal(100_001, opened);
    }
}
