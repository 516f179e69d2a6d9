using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config;

/// <summary>Another machine, named by IPv4 address or host name. A text of digits and dots only is never a name.</summary>
public sealed record PeerName
{
    private PeerName(string text, Ipv4Address? address) => (Text, Address) = (text, address);

    /// <summary>As typed, without the blanks around it.</summary>
    public string Text { get; }

    /// <summary>The address; null for a host name, which is resolved by the driver.</summary>
    public Ipv4Address? Address { get; }

    /// <summary>Reads an address or a name; blanks around it are trimmed.</summary>
    public static PeerName? TryParse(string? text)
    {
        var trimmed = (text ?? "").Trim(' ');
        if (Ipv4Address.TryParse(trimmed, out var address))
            return new(trimmed, address);
        return HostName.TryParse(trimmed, out _) ? new(trimmed, null) : null;
    }

    /// <summary>An address.</summary>
    public static PeerName Of(Ipv4Address address) => new(address.ToString(), address);

    /// <inheritdoc />
    public override string ToString() => Text;
}
