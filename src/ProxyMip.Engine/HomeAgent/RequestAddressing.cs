using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>Which own address a request meant, and whether it named it.</summary>
/// <param name="HomeAgent">The own address for the Home Agent field of the answer.</param>
/// <param name="IsRight">Whether the request may go on; otherwise it is answered 136.</param>
internal readonly record struct AddressedAgent(Ipv4Address HomeAgent, bool IsRight);

/// <summary>Check 3 of protocol reference 11.2: to whom a request is addressed, directed and limited broadcasts and dynamic assignment included.</summary>
internal static class RequestAddressing
{
    /// <summary>Null when the datagram is not addressed to this agent at all.</summary>
    public static AddressedAgent? Resolve(NodeSettings host, HomeAgentSettings settings, DatagramReceived arrival, in RequestParts parts)
    {
        var request = parts.Request;
        if (arrival.Destination.IsLimitedBroadcast || IsDirectedBroadcast(settings, arrival.Destination))
            return new(OwnAddress(settings, arrival, request.HomeAgent, request.HomeAddress), false);
        if (!host.Owns(arrival.Destination) && !RequestRouting.IsHomeAgentAddress(host, arrival.Destination))
            return null;
        if (RequestRouting.IsHomeAgentAddress(host, request.HomeAgent))
            return new(request.HomeAgent, parts.RequestedHomeAgent is not { } wanted || wanted == arrival.Destination);
        var asksForAny = settings.DynamicAssignment && !parts.Nai.IsEmpty && (request.HomeAgent.IsAny || request.HomeAgent.IsLimitedBroadcast);
        if (asksForAny)
            return new(arrival.Destination, parts.RequestedHomeAgent is not { } requested || requested == arrival.Destination);
        return new(OwnAddress(settings, arrival, request.HomeAgent, request.HomeAddress), false);
    }

    /// <summary>The home network of an address; null when none is served.</summary>
    public static HomeNetwork? NetworkOf(HomeAgentSettings settings, Ipv4Address homeAddress)
    {
        foreach (var network in settings.Networks)
        {
            if (network.Prefix.ContainsHost(homeAddress))
                return network;
        }
        return null;
    }

    private static bool IsDirectedBroadcast(HomeAgentSettings settings, Ipv4Address address) =>
        settings.Networks.Any(network => network.Prefix.Length < 31 && network.Prefix.DirectedBroadcast == address);

    // The network that was meant: by the broadcast address sent to or asked for, by the node's home, by where it came in.
    private static Ipv4Address OwnAddress(HomeAgentSettings settings, DatagramReceived arrival, Ipv4Address asked, Ipv4Address homeAddress)
    {
        var networks = settings.Networks;
        var meant = networks.FirstOrDefault(network => network.Prefix.Contains(arrival.Destination) || network.Address == arrival.Destination)
            ?? networks.FirstOrDefault(network => network.Prefix.Contains(asked))
            ?? networks.FirstOrDefault(network => network.Prefix.Contains(homeAddress))
            ?? networks.FirstOrDefault(network => network.Port == arrival.Port)
            ?? networks[0];
        return meant.Address;
    }
}
