using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Invariants;

/// <summary>
/// Identifications only grow: in what a home agent accepts (a repeated answer to the last accepted request excepted, decision D-14), and in the requests an
/// access point makes for a client, until a home agent sets it right about the time (code 133, RFC 5944 §5.7.1).
/// </summary>
internal sealed class IdentificationRule : Invariant
{
    private const ushort RegistrationPort = 434;

    private readonly Dictionary<(string Node, Ipv4Address Client), (ulong Last, TimeSpan Start)> _asked = [];
    private readonly Dictionary<(string Node, Ipv4Address Client), ulong> _accepted = [];
    private readonly HashSet<Ipv4Address> _clients = [];

    public override string Name => "identification-grows";

    public override void Takes(EngineNode node, EngineEvent input)
    {
        if (input is not DatagramReceived { SourcePort: RegistrationPort } datagram || node is not AccessPointNode
            || !RegistrationReply.TryParse(datagram.Payload.Span, out var reply, out _) || reply.Code != ReplyCode.IdentificationMismatch)
            return;
        foreach (var key in _asked.Keys.Where(key => key.Node == node.Id).ToArray())
            _asked.Remove(key); // what is learned of the clock holds for all clients
    }

    public override void Acts(EngineNode node, EngineAction action)
    {
        if (action is not SendDatagram datagram || datagram.Payload.IsEmpty)
            return;
        var message = datagram.Payload.Span;
        if (node is AccessPointNode && datagram.DestinationPort == RegistrationPort && RegistrationRequest.TryParse(message, out var request, out _))
            Asked(node, request);
        else if (node is RouterNode && datagram.SourcePort == RegistrationPort && RegistrationReply.TryParse(message, out var reply, out _))
            Answered(node, reply);
    }

    private void Asked(EngineNode node, in RegistrationRequest request)
    {
        if (!IsClient(request.HomeAddress))
            return; // a probe of an authoritative access point
        var key = (node.Id, request.HomeAddress);
        var start = Network.Now - node.Clock.Uptime;
        if (_asked.TryGetValue(key, out var known) && known.Start == start && !Grew(known.Last, request.Identification))
            Violated($"{node.Id} asked for {request.HomeAddress} with an Identification that did not grow.");
        _asked[key] = (request.Identification, start);
    }

    private void Answered(EngineNode node, in RegistrationReply reply)
    {
        if (reply.Code is not (ReplyCode.Accepted or ReplyCode.AcceptedWithoutSimultaneousBindings) || !node.Ip.Owns(reply.HomeAgent))
            return;
        var key = (node.Id, reply.HomeAddress);
        if (_accepted.TryGetValue(key, out var last) && reply.Identification != last && !Grew(last, reply.Identification))
            Violated($"{node.Id} accepted a request of {reply.HomeAddress} that is older than the last one it accepted.");
        _accepted[key] = reply.Identification;
    }

    // NTP seconds start again at zero in 2036: later means less than half the circle ahead.
    private static bool Grew(ulong from, ulong to) => unchecked((long)(to - from)) > 0;

    private bool IsClient(Ipv4Address address)
    {
        if (_clients.Count == 0)
            _clients.UnionWith(Network.NodesOf<MobileNode>().Select(node => node.Address));
        return _clients.Contains(address);
    }
}
