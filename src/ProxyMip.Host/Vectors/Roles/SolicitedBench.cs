using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>A home and foreign agent of the engine that receives a solicitation.</summary>
internal static class SolicitedBench
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(2);

    /// <summary>Whether it advertises within two seconds. Its periodic advertisements are off.</summary>
    public static bool Answers(VectorCase vector, in Ipv4Header header)
    {
        var own = Ipv4Address.Parse("198.51.100.1");
        var network = new Ipv4Prefix(own, 24);
        var bench = new RoleBench(new()
        {
            Name = "agent",
            Interfaces = [Networks.Wired(own, network)],
            ForeignAgent = new() { CareOfAddresses = [own], ServicePorts = [Networks.Port], Advertising = new() { Periodic = false } },
            HomeAgent = new() { Networks = [new(network, Networks.Port, own)], Advertising = new() { Periodic = false } },
        }, DateTimeOffset.UnixEpoch);
        bench.Handle(Woken.Instance);
        bench.Pass(s_quiet);
        bench.Handle(new IcmpReceived(Networks.Port, Networks.Client, header.Source, header.Destination, header.TimeToLive, header.PayloadOf(vector.Octets).ToArray()));
        if (Advertised(bench))
            return true;
        bench.Pass(s_longestDelay);
        return Advertised(bench);
    }

    private static bool Advertised(RoleBench bench) =>
        bench.Actions.OfType<SendIcmp>().Any(sent => RouterAdvertisement.TryParse(sent.Message.Span, out var advertisement, out _) && advertisement.IsAgentAdvertisement);
}
