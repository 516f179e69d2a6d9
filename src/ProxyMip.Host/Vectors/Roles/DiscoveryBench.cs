using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>What an access point made of an advertisement.</summary>
/// <param name="Counted">Whether it counts as an agent advertisement received.</param>
/// <param name="IsKnown">Whether its sender is now among the agents.</param>
/// <param name="IsUsable">Whether a new registration may be sent to that agent.</param>
/// <param name="Rebooted">Whether the access point concluded that the agent started again.</param>
/// <param name="Drops">Why it was passed over; none when it was not.</param>
internal sealed record HeardAdvertisement(bool Counted, bool IsKnown, bool IsUsable, bool Rebooted, IReadOnlyList<AccessPointDropReason> Drops);

/// <summary>An access point of the engine that hears the advertisement of a vector, after an earlier one if the context names its sequence number.</summary>
internal sealed class DiscoveryBench(VectorCase vector, Ipv4Header header)
{
    public HeardAdvertisement Hear()
    {
        var own = header.Destination.IsUnicastHost ? header.Destination : Networks.HostOf(new(header.Source, 24), header.Source);
        var bench = new RoleBench(Settings(own, header.Source), DateTimeOffset.UnixEpoch);
        bench.Handle(Woken.Instance);
        var message = header.PayloadOf(vector.Octets).ToArray();
        if (vector.Context.Number("previous_sequence") is { } previous && Earlier(message, (ushort)previous) is { } earlier)
            bench.Handle(Received(earlier));
        var role = bench.Node.Role<DiscoveryRole>()!;
        var before = role.AdvertisementsReceived;
        bench.Handle(Received(message));
        var agent = role.Agents.FirstOrDefault(heard => heard.Address == header.Source);
        var rebooted = bench.Actions.OfType<Report>().Any(report => report.Entry.Code == "agent-restarted");
        var drops = bench.Node.Role<AccessPointRole>()!.Snapshot(bench.Now, role).Drops.Keys;
        return new(role.AdvertisementsReceived > before, agent is not null, agent is { TakesNewRegistrations: true }, rebooted, [.. drops]);
    }

    private IcmpReceived Received(byte[] message) => new(Networks.Port, Networks.Agent, header.Source, header.Destination, header.TimeToLive, message);

    // The same advertisement with another sequence number.
    private static byte[]? Earlier(byte[] message, ushort sequence)
    {
        if (!RouterAdvertisement.TryParse(message, out var advertisement, out _) || !advertisement.IsAgentAdvertisement)
            return null;
        var earlier = new byte[message.Length + 8];
        var writer = new RouterAdvertisementWriter(earlier, advertisement.Code, advertisement.Lifetime);
        foreach (var router in advertisement.Routers)
            writer.AddRouter(router.Address, router.Preference);
        var agent = advertisement.MobilityAgent;
        writer.AddMobilityAgent(new(sequence), agent.RegistrationLifetime, agent.Bits, agent.CareOfAddresses.ToArray());
        return earlier[..writer.Complete()];
    }

    private static NodeSettings Settings(Ipv4Address own, Ipv4Address agent) => new()
    {
        Name = "access point",
        Interfaces = [Networks.Wired(own, Networks.Joining(own, agent) ?? new(own, 24))],
        AccessPoint = new AccessPointSettings { Enabled = true },
    };
}
