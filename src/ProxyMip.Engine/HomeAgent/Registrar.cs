using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Tunnels;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// What an accepted request changes (RFC 5944 §3.8.2.2, §4.6): bindings and their paths, proxy and gratuitous ARP, revocations towards former foreign
/// agents. Nothing else changes any of it but the end of a lifetime.
/// </summary>
internal sealed class Registrar(NodeSettings host, HomeAgentSettings settings, BindingTable table)
{
    private readonly GratuitousArps _arps = new();

    /// <summary>Revocations under way.</summary>
    public RevocationSender Revocations { get; } = new();

    public NodeSettings Host { get; set; } = host;

    public HomeAgentSettings Settings { get; set; } = settings;

    /// <summary>The earliest of: a lifetime, a repetition of an ARP, a retransmission of a revocation.</summary>
    public TimeSpan? NextDue => Earlier(table.NextEnd, Earlier(_arps.NextDue, Revocations.NextDue));

    /// <summary>Puts an accepted request into effect and says what the reply has to hold.</summary>
    /// <param name="request">The request, with the node's record in place.</param>
    /// <param name="node">The node.</param>
    /// <param name="identification">Identification of the reply.</param>
    /// <param name="context">Time, entropy and actions.</param>
    public Answer Accept(in RequestCase request, MobileNode node, ulong identification, in StepContext context)
    {
        var answer = new Answer { Code = ReplyCode.Accepted, Lifetime = RegistrationLifetime.Zero, Identification = identification };
        if (request.Request.IsDeregistration)
        {
            Deregister(request, node, context);
            return answer;
        }
        var unsupported = request.Request.Bits.HasFlag(RegistrationBits.SimultaneousBindings) && !request.KeepsOthers;
        var binding = Bind(request, node, identification, context);
        return answer with
        {
            Code = unsupported ? ReplyCode.AcceptedWithoutSimultaneousBindings : ReplyCode.Accepted,
            Lifetime = binding.Lifetime,
            GreKey = request.Parts.GreKey is null ? null : binding.Path!.Tunnel.ReceiveKey,
            Revocation = binding.RevocationTimestamp is null
                ? null
                : new RevocationSupportExtension { InformsMobileNode = binding.CanInform, Timestamp = RevocationSender.TimestampOf(context.Now) },
        };
    }

    /// <summary>Ends one binding for another reason than a request: revoked by its foreign agent, or forbidden by new settings.</summary>
    public void End(Binding binding, in StepContext context)
    {
        Unbind(binding, context);
        binding.Node.LastAccepted = null;
        if (binding.Node.Bindings.Length == 0)
            _arps.Cancel(binding.Node.HomeAddress);
    }

    /// <summary>Ends what is over and repeats what is due. Returns how many bindings ended.</summary>
    public int Wake(in StepContext context)
    {
        var ended = 0;
        while (table.TryTakeEnded(context.Now.Uptime, out var binding))
        {
            ended++;
            RemovePath(binding, context);
            binding.Node.LastAccepted = null;
            if (binding.Node.Bindings.Length == 0)
                _arps.Cancel(binding.Node.HomeAddress);
        }
        _arps.Wake(context);
        return ended;
    }

    private Binding Bind(in RequestCase request, MobileNode node, ulong identification, in StepContext context)
    {
        var wasAway = node.Bindings.Length > 0;
        var careOfAddress = request.Request.CareOfAddress;
        var binding = node.BindingOf(careOfAddress) ?? new Binding(node, careOfAddress);
        var negotiates = Settings.Revocation && request.ForeignAgentAssociation is not null ? request.Parts.RevocationSupport : null;
        binding.HomeAgent = request.HomeAgent;
        binding.Identification = identification;
        binding.Lifetime = RegistrationLifetime.Min(request.Request.Lifetime, new(Settings.MaximumLifetime));
        binding.Bits = request.Request.Bits & RegistrationBits.Defined;
        binding.Source = request.Arrival.Source;
        binding.SourcePort = request.Arrival.SourcePort;
        binding.RevocationTimestamp = negotiates?.Timestamp;
        binding.CanInform = negotiates is { InformsMobileNode: true };
        SetPath(binding, PathOf(request, binding, context), context);
        table.Set(binding, context.Now.Uptime + binding.Lifetime.Duration);
        Revocations.Cancel(node.HomeAddress, careOfAddress);
        if (!request.KeepsOthers)
            RemoveOthers(node, binding, context);
        if (!wasAway && LinkOf(request.Network!) is { } link)
            _arps.Announce(node.HomeAddress, link, link.Mac, Settings.GratuitousArpReplies, context);
        return binding;
    }

    // Proxy ARP stops before the node is announced with its own address (RFC 5944 §4.6). The address is known only if the request came over the home link.
    private void Deregister(in RequestCase request, MobileNode node, in StepContext context)
    {
        var wasAway = node.Bindings.Length > 0;
        foreach (var binding in node.Bindings)
        {
            if (request.EndsAllBindings && binding.CareOfAddress != request.Arrival.Source)
                Revocations.Start(binding, request.Settings, context);
            if (request.EndsAllBindings || binding.CareOfAddress == request.Request.CareOfAddress)
                Unbind(binding, context);
        }
        if (!wasAway || node.Bindings.Length > 0)
            return;
        _arps.Cancel(node.HomeAddress);
        if (LinkOf(request.Network!) is { } link && request.Arrival.Port == link.Port && request.Arrival.Source == node.HomeAddress)
            _arps.Announce(node.HomeAddress, link, request.Arrival.LinkSource, Settings.GratuitousArpReplies, context);
    }

    private void RemoveOthers(MobileNode node, Binding kept, in StepContext context)
    {
        foreach (var binding in node.Bindings)
        {
            if (binding == kept)
                continue;
            Revocations.Start(binding, Settings, context);
            Unbind(binding, context);
        }
    }

    private void Unbind(Binding binding, in StepContext context)
    {
        table.Remove(binding);
        RemovePath(binding, context);
    }

    private static void RemovePath(Binding binding, in StepContext context) =>
        context.Do(new RemoveBindingPath(binding.Node.HomeAddress, binding.Node.Bindings.Length == 0 ? null : binding.CareOfAddress));

    private static void SetPath(Binding binding, SetBindingPath path, in StepContext context)
    {
        if (binding.Path == path)
            return;
        binding.Path = path;
        context.Do(path);
    }

    private SetBindingPath PathOf(in RequestCase request, Binding binding, in StepContext context)
    {
        var bits = request.Request.Bits;
        var (sendKey, receiveKey) = KeysOf(request, binding, context);
        var encapsulation = request.Parts.WantsGre ? TunnelProtocol.Gre
            : bits.HasFlag(RegistrationBits.MinimalEncapsulation) ? TunnelProtocol.MinimalEncapsulation
            : TunnelProtocol.IpInIp;
        return new(binding.Node.HomeAddress, request.Network!.Port,
            new(request.HomeAgent, binding.CareOfAddress, encapsulation, sendKey, receiveKey),
            bits.HasFlag(RegistrationBits.ReverseTunnel), Settings.Broadcasts && bits.HasFlag(RegistrationBits.BroadcastDatagrams));
    }

    // RFC 6245 §4.2: each end says what it wants to receive; a key of 0 leaves both to the home agent. Ours stays the same while the binding lives.
    private static (uint? Send, uint? Receive) KeysOf(in RequestCase request, Binding binding, in StepContext context)
    {
        if (request.Parts.GreKey is not { } asked)
            return (null, null);
        var own = binding.Path?.Tunnel.ReceiveKey ?? Math.Max(1, context.Entropy.NextUInt32());
        return (asked == 0 ? own : asked, own);
    }

    private NodeInterface? LinkOf(HomeNetwork network)
    {
        foreach (var port in Host.Interfaces)
        {
            if (port.Port == network.Port)
                return port;
        }
        return null;
    }

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;
}
