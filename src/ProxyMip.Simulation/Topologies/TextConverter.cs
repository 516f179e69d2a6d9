using System.Text.Json;
using System.Text.Json.Serialization;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Topologies;

/// <summary>A value that is text in the file. The text is read as strictly as on the pages of the console.</summary>
internal sealed class TextConverter<T>(TextConverter<T>.Parser parse, Func<T, string> write, string example) : JsonConverter<T>
{
    /// <summary>Reads the text.</summary>
    public delegate bool Parser(string text, out T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return parse(text, out var value) ? value : throw new JsonException($"expected {example}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}

/// <summary>The values of a topology that are text.</summary>
internal static class TextConverters
{
    private static readonly (string Name, AuthenticationAlgorithm Value)[] Algorithms =
    [
        ("hmac-md5", AuthenticationAlgorithm.HmacMd5),
        ("md5-prefix-suffix", AuthenticationAlgorithm.Md5PrefixSuffix),
        ("md5-prefix-suffix-rfc2002", AuthenticationAlgorithm.Md5PrefixSuffixRfc2002),
    ];

    /// <summary>One converter per kind of value.</summary>
    public static IEnumerable<JsonConverter> All =>
    [
        new TextConverter<Ipv4Address>((text, out value) => Ipv4Address.TryParse(text, out value), value => value.ToString(),
            "an address such as \"10.30.0.1\""),
        new TextConverter<Ipv4Prefix>((text, out value) => Ipv4Prefix.TryParse(text, out value), value => value.ToString(),
            "a prefix such as \"10.30.0.0/24\", with all host bits zero"),
        new TextConverter<MacAddress>((text, out value) => MacAddress.TryParse(text, out value), value => value.ToString(),
            "an Ethernet address such as \"00:00:67:02:51:93\""),
        new TextConverter<Spi>((text, out value) => Spi.TryParse(text, out value), value => value.ToString(),
            "an SPI of up to eight hexadecimal digits, 100 to FFFFFFFF, such as \"100\""),
        new TextConverter<SecretKey>(TryReadKey, value => Convert.ToHexStringLower(value.Octets),
            "a key of 32 to 128 hexadecimal digits"),
        new TextConverter<AuthenticationAlgorithm>(TryReadAlgorithm, value => Array.Find(Algorithms, known => known.Value == value).Name,
            "\"hmac-md5\", \"md5-prefix-suffix\" or \"md5-prefix-suffix-rfc2002\""),
    ];

    private static bool TryReadKey(string text, out SecretKey value)
    {
        var read = SecretKey.TryParseHex(text, out var key) && key!.Octets.Length is >= 16 and <= 64;
        value = key!;
        return read;
    }

    private static bool TryReadAlgorithm(string text, out AuthenticationAlgorithm value)
    {
        var at = Array.FindIndex(Algorithms, known => known.Name == text);
        value = at < 0 ? default : Algorithms[at].Value;
        return at >= 0;
    }
}
