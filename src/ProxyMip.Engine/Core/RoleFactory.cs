using System.Collections.Immutable;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.SubnetMaps;

namespace ProxyMip.Engine.Core;

/// <summary>Builds the roles a node has. Order matters: discovery first, so that later roles of the same event see its signals next.</summary>
internal static class RoleFactory
{
    public static ImmutableArray<Role> Create(NodeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var roles = ImmutableArray.CreateBuilder<Role>();
        if (settings.SubnetMap is { } subnetMap)
            roles.Add(new SubnetMapRole(subnetMap));
        if (settings.ForeignAgent is not null || settings.HomeAgent is not null)
            roles.Add(new AdvertiserRole(settings));
        if (settings.ForeignAgent is not null)
            roles.Add(new ForeignAgentRole(settings));
        if (settings.HomeAgent is not null)
            roles.Add(new HomeAgentRole(settings));
        return roles.ToImmutable();
    }
}
