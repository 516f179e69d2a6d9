using System.Collections.Immutable;

namespace ProxyMip.Engine.Core;

/// <summary>Builds the roles a node has. Order matters: discovery first, so that later roles of the same event see its signals next.</summary>
internal static class RoleFactory
{
    public static ImmutableArray<Role> Create(NodeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return [];
    }
}
