using System.Collections.Immutable;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Visitors;

namespace ProxyMip.Engine.Core;

/// <summary>Builds the roles a node has. Order matters: discovery first, so that later roles of the same event see its signals next.</summary>
internal static class RoleFactory
{
    /// <summary>
    /// The roles of a node under new settings, in their fixed order. A role that is there stays, also when its settings are gone: it hears of that by
    /// <see cref="SettingsChanged"/> and winds up what it holds. A role that is new starts with its next event.
    /// </summary>
    public static ImmutableArray<Role> Create(NodeSettings settings, ImmutableArray<Role> present)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var roles = ImmutableArray.CreateBuilder<Role>();
        Add(settings.AccessPoint is not null, () => new DiscoveryRole(settings));
        Add(settings.AccessPoint is not null, () => new AccessPointRole(settings));
        Add(settings.SubnetMap is not null, () => new SubnetMapRole(settings));
        Add(settings.ForeignAgent is not null || settings.HomeAgent is not null, () => new AdvertiserRole(settings));
        Add(settings.ForeignAgent is not null, () => new ForeignAgentRole(settings));
        Add(settings.HomeAgent is not null, () => new HomeAgentRole(settings));
        return roles.ToImmutable();

        void Add<T>(bool wanted, Func<T> create)
            where T : Role
        {
            var role = present.OfType<T>().FirstOrDefault() ?? (wanted ? create() : null);
            if (role is not null)
                roles.Add(role);
        }
    }
}
