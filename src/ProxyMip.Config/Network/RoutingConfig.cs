using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Network;

/// <summary>One installed network route.</summary>
/// <param name="Destination">The network.</param>
/// <param name="Gateway">The next hop.</param>
public sealed record NetworkRoute(Ipv4Prefix Destination, Ipv4Address Gateway);

/// <summary>Routing Setup (screen specification 5.17).</summary>
/// <param name="DefaultGateway">Null: none.</param>
/// <param name="Routes">Installed routes, by destination.</param>
public sealed record RoutingConfig(Ipv4Address? DefaultGateway, ImmutableArray<NetworkRoute> Routes)
{
    /// <summary>No gateway, no routes.</summary>
    public static RoutingConfig Default { get; } = new(null, []);

    /// <inheritdoc />
    public bool Equals(RoutingConfig? other) => other is not null && DefaultGateway == other.DefaultGateway && Routes.SequenceEqual(other.Routes);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(DefaultGateway, Routes.Length);
}

/// <summary>The page as typed.</summary>
public sealed class RoutingInput
{
    /// <summary>Default Gateway; blank for none.</summary>
    public string DefaultGateway { get; set; } = "";

    /// <summary>Routes, staged.</summary>
    public List<RouteInput> Routes { get; init; } = [];

    /// <summary>New Network Route; taken by Add, Apply and OK.</summary>
    public RouteInput New { get; init; } = new();

    /// <summary>The form for a stored section.</summary>
    public static RoutingInput From(RoutingConfig section) => new()
    {
        DefaultGateway = section.DefaultGateway?.ToString() ?? "",
        Routes = [.. section.Routes.Select(route => new RouteInput
        {
            Destination = route.Destination.Network.ToString(),
            Gateway = route.Gateway.ToString(),
            Mask = route.Destination.Mask.ToString(),
        })],
    };
}

/// <summary>One route as typed.</summary>
public sealed class RouteInput
{
    /// <summary>Dest Network.</summary>
    public string Destination { get; set; } = "";

    /// <summary>Gateway.</summary>
    public string Gateway { get; set; } = "";

    /// <summary>Subnet Mask, dotted.</summary>
    public string Mask { get; set; } = "";

    /// <summary>Whether nothing was typed.</summary>
    public bool IsBlank => (Destination + Gateway + Mask).Trim(' ').Length == 0;
}

/// <summary>Rules of the Routing page.</summary>
public static class RoutingRules
{
    /// <summary>Builds the section, or adds errors and returns null.</summary>
    /// <param name="input">As typed.</param>
    /// <param name="ownSubnets">The node's own subnets with its addresses; a gateway must lie in one of them. Empty: not known, not checked.</param>
    /// <param name="faults">Findings.</param>
    public static RoutingConfig? TryBuild(RoutingInput input, IReadOnlyCollection<Ipv4Prefix> ownSubnets, FaultList faults)
    {
        Ipv4Address? gateway = null;
        var typed = input.DefaultGateway.Trim(' ');
        if (typed.Length > 0)
        {
            if (!Ipv4Address.TryParse(typed, out var address) || !IsOnLink(address, ownSubnets))
                faults.Error("RTE-01", "rte-gateway", "The gateway must be in this access point's own subnet.");
            gateway = address;
        }
        if (!input.New.IsBlank)
            input.Routes.Add(input.New);
        var routes = input.Routes.Select((route, index) => Read(route, index, ownSubnets, faults)).ToList();
        return faults.HasErrors ? null : new(gateway, [.. routes.OfType<NetworkRoute>().DistinctBy(route => route.Destination).OrderBy(route => route.Destination)]);
    }

    /// <summary>Reads one route, or adds errors and returns null.</summary>
    public static NetworkRoute? Read(RouteInput route, int index, IReadOnlyCollection<Ipv4Prefix> ownSubnets, FaultList faults)
    {
        var field = $"rte-route-{index}";
        if (!Ipv4Address.TryParse(route.Destination.Trim(' '), out var network) || !Ipv4Prefix.TryParseMask(route.Mask.Trim(' '), out var length)
            || new Ipv4Prefix(network, length).Network != network)
        {
            faults.Error("RTE-02", field, "Enter a network such as 10.40.0.0 and its mask such as 255.255.255.0.");
            return null;
        }
        if (!Ipv4Address.TryParse(route.Gateway.Trim(' '), out var gateway) || !IsOnLink(gateway, ownSubnets))
        {
            faults.Error("RTE-01", field, "The gateway must be in this access point's own subnet.");
            return null;
        }
        return new(new(network, length), gateway);
    }

    private static bool IsOnLink(Ipv4Address gateway, IReadOnlyCollection<Ipv4Prefix> ownSubnets) =>
        gateway.IsUnicastHost && (ownSubnets.Count == 0 || ownSubnets.Any(subnet => subnet.ContainsHost(gateway)));
}
