using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>Between the live table and what is kept of it over a restart or shown of it.</summary>
internal static class StateKeeper
{
    /// <summary>Every node with what must survive; bindings past their end are not in the table any more or are left out here.</summary>
    public static HomeAgentState Export(BindingTable table, Moment now) => new([.. table.Nodes.Select(node => Save(node, now))]);

    /// <summary>One node as it is kept.</summary>
    public static SavedMobileNode Save(MobileNode node, Moment now) => new(node.HomeAddress, node.Nai, node.HighestIdentification,
    [
        .. node.Bindings.Where(binding => !HasEnded(binding, now)).Select(binding => new SavedBinding(
            binding.CareOfAddress, binding.HomeAgent, binding.Identification, binding.Lifetime,
            binding.IsScheduled ? now.Wall + (binding.DueAt - now.Uptime) : null,
            binding.Bits, binding.Path!.Tunnel.Protocol, binding.Path.Tunnel.SendKey, binding.Path.Tunnel.ReceiveKey, binding.Path.ReverseTunnel,
            binding.Source, binding.SourcePort, binding.RevocationTimestamp)),
    ]);

    /// <summary>
    /// Reads kept nodes back. Neighbours still hold this agent's Ethernet address, so nothing is announced; nodes this agent no longer serves are
    /// remembered for their Identification only.
    /// </summary>
    /// <param name="state">What was kept.</param>
    /// <param name="table">The table, which keeps what it has for a node it knows already.</param>
    /// <param name="servedOn">The home network of an address that may still be bound; null when it may not.</param>
    /// <param name="broadcasts">Whether broadcasts are delivered.</param>
    /// <param name="context">Where the paths go.</param>
    public static void Restore(HomeAgentState state, BindingTable table, Func<SavedMobileNode, HomeNetwork?> servedOn, bool broadcasts, in StepContext context)
    {
        foreach (var saved in state.Nodes)
        {
            if (table.IsKnown(saved.HomeAddress))
                continue;
            var node = new MobileNode(saved.HomeAddress, saved.Nai) { HighestIdentification = saved.HighestIdentification };
            table.Add(node);
            if (servedOn(saved) is not { } network)
                continue;
            foreach (var binding in saved.Bindings)
            {
                if (binding.ExpiresAt is null || binding.ExpiresAt > context.Now.Wall)
                    Restore(binding, node, table, network, broadcasts, context);
            }
        }
    }

    public static ImmutableArray<MobilityBinding> View(BindingTable table, Moment now) =>
    [
        .. from node in table.Nodes
           from binding in node.Bindings
           where !HasEnded(binding, now)
           orderby node.HomeAddress, binding.CareOfAddress
           select View(node, binding, now),
    ];

    private static void Restore(SavedBinding saved, MobileNode node, BindingTable table, HomeNetwork network, bool broadcasts, in StepContext context)
    {
        var path = new SetBindingPath(node.HomeAddress, network.Port,
            new(saved.HomeAgent, saved.CareOfAddress, saved.Encapsulation, saved.SendKey, saved.ReceiveKey), saved.ReverseTunnel,
            broadcasts && saved.Bits.HasFlag(Protocol.MobileIp.RegistrationBits.BroadcastDatagrams));
        var binding = new Binding(node, saved.CareOfAddress)
        {
            HomeAgent = saved.HomeAgent,
            Identification = saved.Identification,
            Lifetime = saved.Lifetime,
            Bits = saved.Bits,
            Path = path,
            Source = saved.Source,
            SourcePort = saved.SourcePort,
            RevocationTimestamp = saved.RevocationTimestamp,
        };
        // The wall clock may have been stepped while the agent was down: what is left is never more than was granted.
        var left = saved.ExpiresAt - context.Now.Wall;
        if (left > saved.Lifetime.Duration)
            left = saved.Lifetime.Duration;
        table.Set(binding, context.Now.Uptime + left);
        context.Do(path);
    }

    private static bool HasEnded(Binding binding, Moment now) => binding.IsScheduled && binding.DueAt <= now.Uptime;

    private static MobilityBinding View(MobileNode node, Binding binding, Moment now) => new()
    {
        HomeAddress = node.HomeAddress,
        Nai = node.Nai,
        CareOfAddress = binding.CareOfAddress,
        HomeAgent = binding.HomeAgent,
        Identification = binding.Identification,
        Lifetime = binding.Lifetime,
        Remaining = binding.IsScheduled ? binding.DueAt - now.Uptime : null,
        Bits = binding.Bits,
        Encapsulation = binding.Path!.Tunnel.Protocol,
        SendKey = binding.Path.Tunnel.SendKey,
        ReceiveKey = binding.Path.Tunnel.ReceiveKey,
        ReverseTunnel = binding.Path.ReverseTunnel,
        Source = binding.Source,
        SourcePort = binding.SourcePort,
        Revocable = binding.RevocationTimestamp is not null,
    };
}
