using System.Globalization;
using System.Text.Json;

namespace ProxyMip.Host.Vectors;

/// <summary>Reads one entry of a vector file. Members it does not know are passed over; one it needs and cannot read is a fault of that entry.</summary>
internal static class VectorParser
{
    /// <summary>Reads an entry, or says what is wrong with it.</summary>
    public static bool TryParse(string file, JsonElement entry, out VectorCase? vector, out string name, out string? fault)
    {
        vector = null;
        name = "(no name)";
        if (entry.ValueKind != JsonValueKind.Object)
        {
            fault = "is not an object";
            return false;
        }
        name = Text(entry, "name") ?? name;
        if (Text(entry, "layer") is not { } layer)
        {
            fault = "has no layer";
            return false;
        }
        if (!TryHex(entry, "hex", out var octets) || !TryHex(entry, "ip_hex", out var packet) || !TryHex(entry, "input_hex", out var input))
        {
            fault = "has a hex member that is not an even number of hexadecimal digits";
            return false;
        }
        if (!TryAuth(entry, out var auth))
        {
            fault = "has an auth item that cannot be read";
            return false;
        }
        var expectations = Expectations(entry);
        fault = expectations.Count == 0 || expectations.Any(expectation => expectation.Outcome.Length == 0) ? "has no outcome to expect" : null;
        vector = new()
        {
            File = file,
            Name = name,
            Layer = layer,
            Octets = octets ?? [],
            Length = Member(entry, "length").TryGetNumber(out var length) ? length : null,
            Packet = packet,
            Input = input,
            Auth = auth,
            Context = new(Member(entry, "context")),
            Fields = Member(entry, "fields"),
            Expectations = expectations,
        };
        return fault is null;
    }

    /// <summary>Reads hexadecimal digits, <c>0x</c> in front or not.</summary>
    public static bool TryReadHex(JsonElement value, out byte[] octets)
    {
        octets = [];
        if (value.ValueKind != JsonValueKind.String)
            return false;
        var digits = value.GetString()!;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
            return false;
        octets = Convert.FromHexString(digits);
        return true;
    }

    /// <summary>A number without fraction, at most 32 bits.</summary>
    public static bool TryGetNumber(this JsonElement value, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number);
    }

    /// <summary>A number from 0 to 255.</summary>
    public static bool TryGetOctet(this JsonElement value, out byte number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetByte(out number);
    }

    private static bool TryHex(JsonElement entry, string name, out byte[]? octets)
    {
        octets = null;
        var member = Member(entry, name);
        if (member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return true;
        var read = TryReadHex(member, out var value);
        octets = value;
        return read;
    }

    private static bool TryAuth(JsonElement entry, out List<VectorAuth> auth)
    {
        auth = [];
        var items = Member(entry, "auth");
        if (items.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return true;
        if (items.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var item in items.EnumerateArray())
        {
            if (!TryReadAuth(item, out var read))
                return false;
            auth.Add(read!);
        }
        return true;
    }

    private static bool TryReadAuth(JsonElement item, out VectorAuth? auth)
    {
        auth = null;
        if (item.ValueKind != JsonValueKind.Object
            || !Member(item, "extension").TryGetOctet(out var extension)
            || !Member(item, "offset").TryGetNumber(out var offset)
            || !TrySpi(Member(item, "spi"), out var spi)
            || Text(item, "algorithm") is not { } algorithm
            || !TryReadHex(Member(item, "key_hex"), out var key)
            || !TryReadHex(Member(item, "authenticator_hex"), out var authenticator)
            || Member(item, "covered_bytes") is not { ValueKind: JsonValueKind.Array } covered || covered.GetArrayLength() != 2
            || !covered[0].TryGetNumber(out var from) || !covered[1].TryGetNumber(out var to)
            || Member(item, "valid") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } valid)
            return false;
        byte? subtype = Member(item, "subtype").TryGetOctet(out var number) ? number : null;
        auth = new(extension, subtype, offset, spi, algorithm, key, from, to, authenticator, valid.GetBoolean());
        return true;
    }

    private static bool TrySpi(JsonElement value, out uint spi)
    {
        spi = 0;
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetUInt32(out spi);
        if (value.ValueKind != JsonValueKind.String)
            return false;
        var digits = value.GetString()!;
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out spi);
    }

    private static List<Expectation> Expectations(JsonElement entry)
    {
        var expect = Member(entry, "expect");
        if (expect.ValueKind != JsonValueKind.Object)
            return [];
        if (Text(expect, "outcome") is { } outcome)
            return [.. Roles(Text(expect, "role")).Select(role => new Expectation(role, outcome, Text(expect, "reason"), expect))];
        var byRole = new List<Expectation>();
        foreach (var role in expect.EnumerateObject())
        {
            if (role.Value.ValueKind == JsonValueKind.Object)
                byRole.AddRange(Roles(role.Name).Select(name => new Expectation(name, Text(role.Value, "outcome") ?? "", Text(role.Value, "reason"), role.Value)));
        }
        return byRole;
    }

    // Several roles may be named together: "AP-proxy|HA".
    private static string?[] Roles(string? role) => role?.Split('|') ?? new string?[1];

    private static JsonElement Member(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement entry, string name) => Member(entry, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
