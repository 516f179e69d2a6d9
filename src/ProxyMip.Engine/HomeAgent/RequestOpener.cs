using System.Text;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>Gathers what the checks need to know about a request: the node's address and network, associations out of the settings, room in the table.</summary>
internal sealed class RequestOpener(NodeSettings host, HomeAgentSettings settings, BindingTable table, AssociationLookup associations)
{
    private readonly AddressPool _pool = new(settings.AssignableAddresses);

    public RequestCase Open(DatagramReceived arrival, Moment arrivedAt, RequestParts parts, AddressedAgent addressed)
    {
        var homeAddress = HomeAddressOf(parts);
        var node = homeAddress is { } known ? table.Find(known) : null;
        return new()
        {
            Host = host,
            Settings = settings,
            Arrival = arrival,
            ArrivedAt = arrivedAt,
            Parts = parts,
            HomeAgent = addressed.HomeAgent,
            IsAddressedHere = addressed.IsRight,
            HomeAddress = homeAddress,
            Network = homeAddress is { } home ? RequestAddressing.NetworkOf(settings, home) : null,
            IsAllowed = homeAddress is { } address && MayBeBound(address),
            AaaAssociation = homeAddress is { } subject ? settings.MobileAaaAssociations.Find(subject) : null,
            ForeignAgentAssociation = associations.Keyed(settings.ForeignAgentAssociations.GetValueOrDefault(arrival.Source)),
            Node = node,
            HasRoom = HasRoom(node, parts.Request, arrivedAt),
        };
    }

    /// <summary>What the name in a request stands for; null without a known one.</summary>
    public NamedNode? NamedNodeOf(in RequestParts parts) =>
        parts.Nai.IsEmpty || settings.NamedNodes.IsEmpty ? null : settings.NamedNodes.GetValueOrDefault(NameOf(parts));

    /// <summary>Whether policy lets an address have a binding.</summary>
    public bool MayBeBound(Ipv4Address homeAddress)
    {
        if (RequestAddressing.NetworkOf(settings, homeAddress) is null)
            return false;
        if (settings.AllowedHosts is not { } allowed)
            return true;
        foreach (var (start, end) in allowed)
        {
            if (homeAddress >= start && homeAddress <= end)
                return true;
        }
        return false;
    }

    /// <summary>The record of a node, made now if there was none and there is room for it.</summary>
    public MobileNode RecordOf(in RequestCase request)
    {
        if (request.Node is { } known)
            return known;
        var node = new MobileNode(request.HomeAddress!.Value, request.Parts.Nai.IsEmpty ? null : NameOf(request.Parts));
        if (HasRoomForNode(request.ArrivedAt))
            table.Add(node);
        return node;
    }

    // A name stands for its own address, or for the one it was given; a request may repeat that, but name no other.
    private Ipv4Address? HomeAddressOf(in RequestParts parts)
    {
        var asked = parts.Request.HomeAddress;
        if (NamedNodeOf(parts) is not { } named)
            return asked.IsAny ? null : asked;
        var own = named.HomeAddress ?? table.FindNamed(NameOf(parts))?.HomeAddress;
        if (asked.IsAny)
            return own ?? (parts.Request.IsDeregistration ? null : _pool.Next(table.IsKnown));
        return own == asked ? asked : null;
    }

    private bool HasRoom(MobileNode? node, in RegistrationRequest request, Moment now)
    {
        var held = node?.Bindings.Length ?? 0;
        var keeps = request.Bits.HasFlag(RegistrationBits.SimultaneousBindings) && settings.MaximumBindingsPerNode > 1;
        var afterwards = keeps ? held + (node?.BindingOf(request.CareOfAddress) is null ? 1 : 0) : 1;
        return table.Count - held + afterwards <= settings.MaximumBindings && (node is not null || HasRoomForNode(now));
    }

    private bool HasRoomForNode(Moment now) => table.KnownNodes < NodeCapacity || TryForgetOne(now);

    private bool TryForgetOne(Moment now)
    {
        var (wall, tooOld) = (NtpTimestamp.From(now.Wall), settings.Tolerance * 2);
        return table.TryMakeRoom(NodeCapacity, highest => NtpTimestamp.Difference(wall, highest) > tooOld);
    }

    private int NodeCapacity => settings.MaximumBindings * 2;

    private static string NameOf(in RequestParts parts) => Encoding.UTF8.GetString(parts.Nai);
}
