using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>How well a claim to an address is founded, weakest first.</summary>
public enum ClaimGround
{
    /// <summary>The station just uses it.</summary>
    Used,

    /// <summary>A DHCP server gave it to the station.</summary>
    Lease,

    /// <summary>The identity that 802.1X or RADIUS proved is this address, or the one the present owner proved.</summary>
    Identity,

    /// <summary>It is on the list of known owners.</summary>
    KnownOwner,
}

/// <summary>The answer to a claim.</summary>
/// <param name="Refusal">Why it is refused; null: granted.</param>
/// <param name="Ground">What a granted claim is founded on.</param>
/// <param name="Displaced">The station that loses the address to a better founded claim; null: none.</param>
public readonly record struct ClaimAnswer(ServiceReason? Refusal, ClaimGround Ground, MacAddress? Displaced);

/// <summary>A claim to an address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Station">Who claims it.</param>
/// <param name="Evidence">How it was learned that the station uses it.</param>
/// <param name="Identity">The identity the station proved; null when none.</param>
/// <param name="AssociatedAt">Uptime at which the station associated.</param>
internal readonly record struct Claim(Ipv4Address Address, MacAddress Station, AddressEvidence Evidence, string? Identity, TimeSpan AssociatedAt);

/// <summary>
/// Who may use which address at this access point: the guard against a station that gets another one's traffic by sending one packet with its address. The
/// first owner wins, unless a later claim is better founded; addresses of infrastructure can never be claimed.
/// </summary>
internal sealed class AddressOwners
{
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan s_leaseMemory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<Ipv4Address, Ownership> _owners = [];
    private readonly Dictionary<Ipv4Address, (MacAddress Station, TimeSpan Until)> _leases = [];
    private readonly Queue<(Ipv4Address Address, TimeSpan Until)> _leaseOrder = new();

    /// <summary>Words for a ground, for people.</summary>
    public static string Describe(ClaimGround ground) => ground switch
    {
        ClaimGround.Lease => "a DHCP server gave it to the station",
        ClaimGround.Identity => "the station proved its identity",
        ClaimGround.KnownOwner => "the station is its known owner",
        _ => "nobody else uses it",
    };

    /// <summary>The owner of an address; null when nobody owns it.</summary>
    public MacAddress? OwnerOf(Ipv4Address address) => _owners.TryGetValue(address, out var owner) ? owner.Station : null;

    /// <summary>What a claim would be answered; changes nothing.</summary>
    /// <param name="claim">Who claims which address on what evidence.</param>
    /// <param name="policy">Infrastructure and known owners.</param>
    /// <param name="node">The node's own addresses.</param>
    /// <param name="now">Uptime.</param>
    public ClaimAnswer Judge(Claim claim, ClientPolicy policy, NodeSettings node, TimeSpan now)
    {
        var (address, station, evidence, identity, associatedAt) = claim;
        if (Infrastructure(address, policy, node) is { } what)
            return new(ServiceReasons.ProtectedAddress(address, what), default, null);
        if (IsInfrastructure(station, policy, node))
            return new(ServiceReasons.ProtectedStation(station), default, null);
        var ground = identity == address.ToString() ? ClaimGround.Identity : evidence == AddressEvidence.DhcpAcknowledgement ? ClaimGround.Lease : ClaimGround.Used;
        if (policy.Settings.KnownOwners.TryGetValue(address, out var known))
        {
            if (known != station)
                return new(ServiceReasons.AddressTaken(address, known, "known owner"), default, null);
            ground = ClaimGround.KnownOwner;
        }
        if (_owners.TryGetValue(address, out var owner) && owner.Station != station)
        {
            // The same person on another Ethernet address: the later association counts, so that two at a time do not take turns.
            if (identity is not null && identity == owner.Identity && associatedAt > owner.AssociatedAt)
                return new(null, ground > ClaimGround.Identity ? ground : ClaimGround.Identity, owner.Station);
            return ground > owner.Ground
                ? new(null, ground, owner.Station)
                : new(ServiceReasons.AddressTaken(address, owner.Station, "first to use it"), default, null);
        }
        return ground == ClaimGround.Used && _leases.TryGetValue(address, out var lease) && lease.Station != station && lease.Until > now
            ? new(ServiceReasons.AddressTaken(address, lease.Station, "holds a DHCP lease for it"), default, null)
            : new(null, ground, null);
    }

    /// <summary>Enters a granted claim.</summary>
    public void Enter(Ipv4Address address, MacAddress station, ClaimGround ground, string? identity, TimeSpan associatedAt)
    {
        if (_owners.TryGetValue(address, out var owner) && owner.Station == station && owner.Ground > ground)
            ground = owner.Ground;
        _owners[address] = new(station, ground, identity, associatedAt);
    }

    /// <summary>Gives an address up; a lease is remembered for a while.</summary>
    public void Release(Ipv4Address address, MacAddress station, TimeSpan now)
    {
        if (!_owners.TryGetValue(address, out var owner) || owner.Station != station)
            return;
        _owners.Remove(address);
        while (_leaseOrder.TryPeek(out var oldest) && (oldest.Until <= now || _leaseOrder.Count >= MostRemembered))
        {
            _leaseOrder.Dequeue();
            if (_leases.TryGetValue(oldest.Address, out var lease) && lease.Until <= oldest.Until)
                _leases.Remove(oldest.Address);
        }
        if (owner.Ground != ClaimGround.Lease)
            return;
        _leases[address] = (station, now + s_leaseMemory);
        _leaseOrder.Enqueue((address, now + s_leaseMemory));
    }

    private static string? Infrastructure(Ipv4Address address, ClientPolicy policy, NodeSettings node)
    {
        if (node.Owns(address))
            return "this access point";
        if (address == policy.Gateway)
            return "the default gateway";
        if (node.SubnetMap?.AuthoritativeAccessPoints.Contains(address) == true)
            return "an authoritative access point";
        if (policy.Settings.ProtectedAddresses.Contains(address))
            return "a server or an access point";
        foreach (var agent in policy.Agents)
        {
            if (agent.Address == address || agent.CareOfAddresses.Contains(address) || agent.Routers.Any(router => router.Address == address))
                return "an agent of this subnet";
        }
        return policy.Map.IsHomeAgent(address) ? "a home agent" : null;
    }

    private static bool IsInfrastructure(MacAddress station, ClientPolicy policy, NodeSettings node)
    {
        foreach (var port in node.Interfaces)
        {
            if (port.Mac == station)
                return true;
        }
        foreach (var agent in policy.Agents)
        {
            if (agent.LinkAddress == station)
                return true;
        }
        return false;
    }

    private readonly record struct Ownership(MacAddress Station, ClaimGround Ground, string? Identity, TimeSpan AssociatedAt);
}
