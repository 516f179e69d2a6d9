using System.Globalization;
using System.Text;
using System.Text.Json;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors;

/// <summary>State of the receiver as a vector gives it. Members that are not there read as null.</summary>
internal readonly struct VectorContext(JsonElement members)
{
    private readonly JsonElement _members = members;

    public VectorContext Inner(string name) => new(Member(name));

    public bool Exists => _members.ValueKind == JsonValueKind.Object;

    public bool Has(string name) => Member(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public byte[]? Octets(string name) => VectorParser.TryReadHex(Member(name), out var octets) ? octets : null;

    public byte[]? Secret(string name) => Text(name) is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : null;

    public long? Number(string name) => Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public bool? Boolean(string name) => Member(name).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public Ipv4Address? Address(string name) => Ipv4Address.TryParse(Text(name), out var address) ? address : null;

    /// <summary>Sixteen hexadecimal digits.</summary>
    public ulong? UInt64(string name) =>
        ulong.TryParse(Text(name), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;

    public DateTimeOffset? Instant(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public IReadOnlyList<string>? Texts(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.ToString())] : null;

    public IReadOnlyList<ulong>? Numbers(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Number && item.TryGetUInt64(out _)).Select(item => item.GetUInt64())]
            : null;

    private JsonElement Member(string name) =>
        _members.ValueKind == JsonValueKind.Object && _members.TryGetProperty(name, out var value) ? value : default;
}
