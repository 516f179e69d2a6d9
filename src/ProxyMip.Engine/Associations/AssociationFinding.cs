namespace ProxyMip.Engine.Associations;

/// <summary>What is known of a client's association.</summary>
public enum AssociationStanding
{
    /// <summary>Not looked for yet, or to be looked for again.</summary>
    Unknown,

    /// <summary>A server is being asked.</summary>
    Asked,

    /// <summary>Found.</summary>
    Found,

    /// <summary>No local binding holds the address and no server is used for associations.</summary>
    Missing,

    /// <summary>The server refused.</summary>
    Refused,

    /// <summary>No server answered.</summary>
    NoServer,
}

/// <summary>The result of looking for a client's association: local ranges, servers, or both in the order configured (decision D-07).</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Association">The association; set when found, and kept while a newer one is asked for.</param>
/// <param name="Server">The server it came from; null: a local range.</param>
public sealed record AssociationFinding(AssociationStanding Standing, SecurityAssociation? Association = null, string? Server = null)
{
    /// <summary>Nothing known.</summary>
    public static AssociationFinding Unknown { get; } = new(AssociationStanding.Unknown);

    /// <summary>Whether it can be used.</summary>
    public bool IsFound => Standing == AssociationStanding.Found;
}
