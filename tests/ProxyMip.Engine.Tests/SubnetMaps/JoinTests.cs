using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tests.SubnetMaps.Town;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.SubnetMaps;

public sealed class JoinTests
{
    private static readonly Ipv4Address s_aap = Ipv4Address.Parse("10.0.0.2");

    [Fact]
    public void Member_Boots_HasTheWholeTable()
    {
        var town = new MapTown(1) { Records = true };
        var settings = TownNode.Exchange([s_aap], 0);
        town.Start(s_aap, settings, (Ipv4Address.Parse("10.0.0.1"), Ipv4Prefix.Parse("10.0.0.0/24")));
        var member = town.Start(Ipv4Address.Parse("10.20.0.2"), settings, (Ipv4Address.Parse("10.20.0.1"), Ipv4Prefix.Parse("10.20.0.0/24")));

        town.RunSeconds(20);

        var picture = member.Snapshot(town.Now);
        Assert.Equal(SubnetMapPhase.InSync, picture.Phase);
        Assert.Equal(s_aap, picture.ActiveAap);
        Assert.Equal(2, picture.Rows.Length);
    }
}
