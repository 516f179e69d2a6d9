using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Associations;

/// <summary>Ask the AAA servers for the association of a mobile node (protocol reference 16.4). Answered by <see cref="AssociationAnswered"/>.</summary>
/// <param name="MobileNode">Home address: the user name.</param>
/// <param name="Station">The client's Ethernet address from an access point; null from a home agent.</param>
/// <param name="NasPort">A small number per association of the station.</param>
public sealed record QueryAssociation(Ipv4Address MobileNode, MacAddress? Station, int NasPort) : EngineAction;

/// <summary>How an association query ended.</summary>
public enum AssociationAnswer
{
    /// <summary>The server knows the mobile node; an association came back.</summary>
    Found,

    /// <summary>The server refused or has no usable association: final, cached for 60 s.</summary>
    Refused,

    /// <summary>No server answered.</summary>
    NoServer,

    /// <summary>No server is configured for this use.</summary>
    NotConfigured,
}

/// <summary>The answer to <see cref="QueryAssociation"/>.</summary>
/// <param name="MobileNode">Home address asked for.</param>
/// <param name="Answer">How it ended.</param>
/// <param name="Association">The association; set exactly when found.</param>
/// <param name="ValidFor">Session-Timeout of the server; null: 3600 s.</param>
/// <param name="Server">Which server answered, for the trace.</param>
public sealed record AssociationAnswered(Ipv4Address MobileNode, AssociationAnswer Answer, SecurityAssociation? Association, TimeSpan? ValidFor,
    string? Server) : EngineEvent;
