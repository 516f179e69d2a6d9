using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxyMip.Host.Vectors;

/// <summary>
/// Compares expected JSON with found JSON. Every expected member must be found with an equal value; found members nobody expects are fine. Numbers may
/// be written as decimal numbers or hexadecimal text on either side.
/// </summary>
internal sealed class JsonComparison(Findings findings, IReadOnlySet<string> known)
{
    // Bits that receivers ignore: a vector may list them or leave them out.
    private static readonly string[] s_ignorableFlags = ["r", "V"];

    public void Compare(string path, JsonElement expected, JsonNode? actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObject(path, expected, actual as JsonObject);
                break;
            case JsonValueKind.Array when path.EndsWith("flags", StringComparison.Ordinal):
                CompareFlags(path, expected, actual as JsonArray);
                break;
            case JsonValueKind.Array:
                CompareArray(path, expected, actual as JsonArray);
                break;
            case JsonValueKind.Null:
                if (actual is not null)
                    findings.Differs(path, null, Show(actual));
                break;
            default:
                if (actual is not JsonValue value || !AreEqual(expected, value))
                    findings.Differs(path, Show(expected), Show(actual));
                break;
        }
    }

    /// <summary>Whether two values are the same, however a number is written.</summary>
    public static bool AreEqual(JsonElement expected, JsonValue actual)
    {
        var kind = actual.GetValueKind();
        if (expected.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return kind == expected.ValueKind;
        if (kind is JsonValueKind.True or JsonValueKind.False)
            return false;
        var (left, right) = (expected.ToString(), actual.ToString());
        if (expected.ValueKind == JsonValueKind.Number && kind == JsonValueKind.Number)
            return decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
                && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var b) && a == b;
        if (expected.ValueKind == JsonValueKind.Number)
            return TryHex(right, out var hex) && left == hex.ToString(CultureInfo.InvariantCulture);
        if (kind == JsonValueKind.Number)
            return TryHex(left, out var hex) && right == hex.ToString(CultureInfo.InvariantCulture);
        return left == right || (IsHex(left) && IsHex(right) && Digits(left).Equals(Digits(right), StringComparison.OrdinalIgnoreCase));
    }

    private void CompareObject(string path, JsonElement expected, JsonObject? actual)
    {
        if (actual is null)
        {
            findings.Differs(path, "an object", "nothing");
            return;
        }
        foreach (var member in expected.EnumerateObject())
        {
            var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (actual.TryGetPropertyValue(member.Name, out var found))
                Compare(place, member.Value, found);
            else if (known.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
                findings.Differs(place, Show(member.Value), null);
            else if (!known.Contains(member.Name))
                findings.NotUnderstood(place);
        }
    }

    private void CompareArray(string path, JsonElement expected, JsonArray? actual)
    {
        var count = expected.GetArrayLength();
        if (actual is null || actual.Count != count)
        {
            findings.Differs(path, $"{count} items", actual is null ? null : $"{actual.Count}");
            return;
        }
        for (var i = 0; i < count; i++)
            Compare($"{path}[{i}]", expected[i], actual[i]);
    }

    private void CompareFlags(string path, JsonElement expected, JsonArray? actual)
    {
        var wanted = expected.EnumerateArray().Select(flag => flag.ToString()).Except(s_ignorableFlags);
        var found = actual?.Select(flag => flag!.ToString()).Except(s_ignorableFlags);
        if (found is null || !wanted.SequenceEqual(found, StringComparer.Ordinal))
            findings.Differs(path, expected.ToString(), Show(actual));
    }

    private static string Show(JsonElement value) => value.ValueKind == JsonValueKind.String ? $"'{value}'" : value.GetRawText();

    private static string? Show(JsonNode? value) => value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? $"'{text}'" : value?.ToJsonString();

    private static string Digits(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;

    private static bool IsHex(string text) => Digits(text) is { Length: > 0 } digits && digits.All(char.IsAsciiHexDigit);

    private static bool TryHex(string text, out ulong value) =>
        ulong.TryParse(Digits(text), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
