using System.Text.Json;

namespace ProxyMip.Host.Vectors;

/// <summary>One entry of a vector file (protocol reference, section 22). Nothing is ever looked up by its name.</summary>
internal sealed record VectorCase
{
    /// <summary>The file it stands in, for people.</summary>
    public required string File { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>What <see cref="Octets"/> starts with.</summary>
    public required string Layer { get; init; }

    public required byte[] Octets { get; init; }

    /// <summary>Octets there should be; null when the vector does not say.</summary>
    public int? Length { get; init; }

    /// <summary>The IPv4 packet the octets travelled in.</summary>
    public byte[]? Packet { get; init; }

    /// <summary>For tunnels: the packet before encapsulation.</summary>
    public byte[]? Input { get; init; }

    public IReadOnlyList<VectorAuth> Auth { get; init; } = [];

    /// <summary>State of the receiver; undefined without one.</summary>
    public VectorContext Context { get; init; } = new(default);

    /// <summary>Decoded values; undefined or null without them.</summary>
    public JsonElement Fields { get; init; }

    /// <summary>What receivers do, one or more.</summary>
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];
}

/// <summary>How one authentication extension was made.</summary>
/// <param name="Extension">Type.</param>
/// <param name="Subtype">Subtype of type 36; null when the vector does not say.</param>
/// <param name="Offset">Octets from the start of the payload.</param>
/// <param name="Spi">The SPI.</param>
/// <param name="Algorithm">Name as in protocol reference 6.3 and 6.5.</param>
/// <param name="Key">The key.</param>
/// <param name="CoveredFrom">First octet covered.</param>
/// <param name="CoveredTo">First octet no longer covered.</param>
/// <param name="Authenticator">The authenticator as it stands in the octets.</param>
/// <param name="Valid">Whether it is right.</param>
internal sealed record VectorAuth(byte Extension, byte? Subtype, int Offset, uint Spi, string Algorithm, byte[] Key, int CoveredFrom, int CoveredTo,
    byte[] Authenticator, bool Valid);

/// <summary>What one receiver does with the octets.</summary>
/// <param name="Role">FA, HA, AP-proxy, server, client, AAP; null when the vector names none.</param>
/// <param name="Outcome">accept, discard, reply, emit, close or error.</param>
/// <param name="Reason">Why, in words; null when not said.</param>
/// <param name="Members">All members, the three above included.</param>
internal sealed record Expectation(string? Role, string Outcome, string? Reason, JsonElement Members)
{
    /// <summary>A member that is a number; null without it.</summary>
    public int? Number(string name) =>
        Members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>A member that is text; null without it.</summary>
    public string? Text(string name) => Members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
