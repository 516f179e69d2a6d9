namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Which home agent a dynamic home agent extension names, RFC 4433.</summary>
public enum DynamicHomeAgentSubtype : byte
{
    /// <summary>The one the node asks for.</summary>
    Requested = 1,

    /// <summary>The one a node is sent to; comes with reply code 143.</summary>
    Redirected = 2,
}
