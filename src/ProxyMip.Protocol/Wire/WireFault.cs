namespace ProxyMip.Protocol.Wire;

/// <summary>Why octets were refused. Every kind has a test that produces it.</summary>
public enum WireFaultKind
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The octets end before the structure does.</summary>
    Truncated,

    /// <summary>A type, code, version or magic number is not the one this parser reads.</summary>
    UnexpectedValue,

    /// <summary>A length field contradicts the octets around it.</summary>
    BadLength,

    /// <summary>A checksum does not match.</summary>
    BadChecksum,

    /// <summary>An extension in the non-skippable range 0-127 is unknown (RFC 5944 §1.8).</summary>
    UnknownExtension,

    /// <summary>A value the specification forbids, such as a mobility agent that is neither home nor foreign agent.</summary>
    ForbiddenValue,

    /// <summary>An extension stands where its order forbids it (RFC 5944 §3.6.1.3 and §3.8.3.3).</summary>
    OutOfOrder,
}

/// <summary>The first fault found and the offset, in octets from the start of the structure, of the first octet at fault.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Octets from the start of the structure that was parsed.</param>
public readonly record struct WireFault(WireFaultKind Kind, int Offset)
{
    /// <summary>No fault.</summary>
    public static WireFault None => default;

    /// <summary>The fault with its offset counted from further out: for a structure inside another.</summary>
    /// <param name="offset">Where the inner structure starts, in octets of the outer one.</param>
    public WireFault Within(int offset) => IsFault ? new(Kind, Offset + offset) : this;

    /// <summary>Whether there is a fault.</summary>
    public bool IsFault => Kind != WireFaultKind.None;

    /// <inheritdoc />
    public override string ToString() => IsFault ? $"{Kind} at octet {Offset}" : "no fault";
}
