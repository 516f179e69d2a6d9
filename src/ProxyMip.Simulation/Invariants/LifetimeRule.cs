using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Invariants;

/// <summary>No binding and no visitor outlives its lifetime, and the packet path knows exactly those that live.</summary>
internal sealed class LifetimeRule : Invariant
{
    public override string Name => "no-state-beyond-lifetime";

    public override void Poll()
    {
        foreach (var router in Network.Nodes.OfType<RouterNode>())
        {
            if (router.Driver.Agent is not { } agent)
                continue;
            if (agent.Role<HomeAgentRole>() is { } home)
                Check(router, home.Snapshot(router.Clock.Now));
            if (agent.Role<ForeignAgentRole>() is { } foreign)
                Check(router, foreign.Snapshot(router.Clock.Now));
        }
    }

    private void Check(RouterNode router, HomeAgentSnapshot home)
    {
        foreach (var binding in home.Bindings)
        {
            if (binding.Remaining < TimeSpan.Zero)
                Violated($"{router.Id} keeps the binding of {binding.HomeAddress} beyond its lifetime.");
            if (router.Driver.Tables.BindingsOf(binding.HomeAddress).IsEmpty)
                Violated($"{router.Id} has a binding of {binding.HomeAddress} that its packet path does not know.");
        }
        var bound = home.Bindings.Select(binding => binding.HomeAddress).ToHashSet();
        foreach (var paths in router.Driver.Tables.Bindings)
        {
            if (!bound.Contains(paths[0].HomeAddress))
                Violated($"The packet path of {router.Id} tunnels to {paths[0].HomeAddress}, which has no binding.");
        }
    }

    private void Check(RouterNode router, ForeignAgentSnapshot foreign)
    {
        foreach (var visitor in foreign.Visitors)
        {
            if (visitor.Remaining < TimeSpan.Zero)
                Violated($"{router.Id} keeps the visitor {visitor.HomeAddress} beyond its lifetime.");
            if (router.Driver.Tables.Visitor(visitor.HomeAddress) is null)
                Violated($"{router.Id} has a visitor {visitor.HomeAddress} that its packet path does not know.");
        }
        var known = foreign.Visitors.Select(visitor => visitor.HomeAddress).ToHashSet();
        foreach (var path in router.Driver.Tables.Visitors)
        {
            if (!known.Contains(path.HomeAddress))
                Violated($"The packet path of {router.Id} delivers to {path.HomeAddress}, which is no visitor.");
        }
    }
}
