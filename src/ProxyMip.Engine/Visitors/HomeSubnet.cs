using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>What the subnet map says of an address: its home network and the home agents there, lowest address first.</summary>
/// <param name="Network">The longest matching row's network.</param>
/// <param name="HomeAgents">Its active home agents; at least one.</param>
public sealed record HomeSubnet(Ipv4Prefix Network, ImmutableArray<Ipv4Address> HomeAgents)
{
    /// <inheritdoc />
    public bool Equals(HomeSubnet? other) =>
        other is not null && Network == other.Network && HomeAgents.AsSpan().SequenceEqual(other.HomeAgents.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Network.GetHashCode();
}
