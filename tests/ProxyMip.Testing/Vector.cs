using System.Text.Json;

namespace ProxyMip.Testing;

/// <summary>One entry of a vector file: octets made by an independent encoder, what they mean and what a receiver does with them.</summary>
public sealed class Vector
{
    private readonly JsonElement _entry;

    internal Vector(JsonElement entry)
    {
        _entry = entry;
        Octets = Hex.Parse(Text("hex") ?? "");
        Datagram = Text("ip_hex") is { } ip ? Hex.Parse(ip) : null;
        Input = Text("input_hex") is { } input ? Hex.Parse(input) : null;
        Authentications = [.. Items("auth").Select(item => new VectorAuthentication(item))];
    }

    /// <summary>Unique over all files.</summary>
    public string Name => Text("name")!;

    /// <summary>One sentence.</summary>
    public string What => Text("what")!;

    /// <summary>What <see cref="Octets"/> starts with: <c>ipv4</c>, <c>udp-payload</c>, <c>ethernet</c>, <c>radius</c>, <c>tacacs</c>, <c>subnet-map</c> or <c>subnet-map-table</c>.</summary>
    public string Layer => Text("layer")!;

    /// <summary>The octets; empty for a lookup.</summary>
    public byte[] Octets { get; }

    /// <summary>The IPv4 datagram the octets travelled in, when there is one.</summary>
    public byte[]? Datagram { get; }

    /// <summary>For tunnels: the packet before encapsulation.</summary>
    public byte[]? Input { get; }

    /// <summary>One item per authentication extension, in wire order.</summary>
    public IReadOnlyList<VectorAuthentication> Authentications { get; }

    /// <summary>Decoded values; of kind Undefined or Null when the vector has none.</summary>
    public JsonElement Fields => Member("fields");

    /// <summary>What a receiver does: outcome and more.</summary>
    public JsonElement Expect => Member("expect");

    /// <summary>State of the receiver; of kind Undefined when the vector names none.</summary>
    public JsonElement Context => Member("context");

    /// <summary>
    /// The ICMP message, UDP datagram or other payload behind the IPv4 header of <see cref="Datagram"/>, bounded by the header's total length.
    /// </summary>
    public byte[] IpPayload
    {
        get
        {
            var packet = Datagram ?? (Layer == "ipv4" ? Octets : throw new InvalidOperationException($"{Name} has no IPv4 datagram."));
            return packet[((packet[0] & 15) * 4)..(packet[2] << 8 | packet[3])];
        }
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    private string? Text(string name) => _entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private JsonElement Member(string name) => _entry.TryGetProperty(name, out var value) ? value : default;

    private JsonElement.ArrayEnumerator Items(string name) => _entry.TryGetProperty(name, out var value) ? value.EnumerateArray() : default;
}
