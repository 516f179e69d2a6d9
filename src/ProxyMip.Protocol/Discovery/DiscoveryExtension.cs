namespace ProxyMip.Protocol.Discovery;

/// <summary>One extension of a received advertisement, bounded by its own length. A view over the message: it dies with it.</summary>
public readonly ref struct DiscoveryExtension
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _end;

    internal DiscoveryExtension(ReadOnlySpan<byte> message, int offset, int end, ReadOnlySpan<byte> data)
    {
        _message = message;
        _end = end;
        Offset = offset;
        Data = data;
    }

    /// <summary>What it is; a number without a name is one that was passed over, and is kept as it came.</summary>
    public DiscoveryExtensionType Type => (DiscoveryExtensionType)_message[Offset];

    /// <summary>Where the type octet is, in octets from the start of the ICMP message.</summary>
    public int Offset { get; }

    /// <summary>What follows type and length.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The extension whole, type octet included: what the <c>TryParse</c> of an extension takes.</summary>
    public ReadOnlySpan<byte> Octets => _message[Offset.._end];
}
