using ProxyMip.Engine.Agents;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>What a home agent knows of a mobile node beside its associations. Made when a request of it is first accepted; outlives its bindings.</summary>
internal sealed class MobileNode(Ipv4Address homeAddress, string? nai)
{
    public Ipv4Address HomeAddress { get; } = homeAddress;

    public string? Nai { get; } = nai;

    /// <summary>The latest Identification accepted, under timestamps.</summary>
    public ulong? HighestIdentification { get; set; }

    /// <summary>The Identification of the last reply, whose high word is the nonce expected next; null under timestamps.</summary>
    public ulong? LastReplyIdentification { get; set; }

    public Binding[] Bindings { get; set; } = [];

    /// <summary>The last request accepted and its reply, for duplicates; null when it no longer holds.</summary>
    public AcceptedExchange? LastAccepted { get; set; }

    /// <summary>Whether it waits in the queue of nodes that may be forgotten.</summary>
    public bool MayBeForgotten { get; set; }

    public Binding? BindingOf(Ipv4Address careOfAddress)
    {
        foreach (var binding in Bindings)
        {
            if (binding.CareOfAddress == careOfAddress)
                return binding;
        }
        return null;
    }
}

/// <summary>A request that was accepted, octet by octet, with the reply it got.</summary>
internal sealed record AcceptedExchange(Ipv4Address Source, ushort SourcePort, byte[] Request, byte[] Reply);

/// <summary>One binding; due when it ends.</summary>
internal sealed class Binding(MobileNode node, Ipv4Address careOfAddress) : Deadline
{
    public MobileNode Node { get; } = node;

    public Ipv4Address CareOfAddress { get; } = careOfAddress;

    public Ipv4Address HomeAgent { get; set; }

    public ulong Identification { get; set; }

    public RegistrationLifetime Lifetime { get; set; }

    public RegistrationBits Bits { get; set; }

    public SetBindingPath? Path { get; set; }

    public Ipv4Address Source { get; set; }

    public ushort SourcePort { get; set; }

    /// <summary>Timestamp of the foreign agent's revocation support; null when revocation was not negotiated.</summary>
    public uint? RevocationTimestamp { get; set; }

    /// <summary>Whether the foreign agent can tell the node of a revocation.</summary>
    public bool CanInform { get; set; }
}
