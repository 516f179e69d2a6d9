using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Serialization;

/// <summary>Text forms of the strict value types.</summary>
internal static class ValueConverters
{
    public static IEnumerable<JsonConverter> All(SecretCodec secrets) =>
    [
        new TextConverter<Ipv4Address>(text => Ipv4Address.TryParse(text, out var value) ? value : throw Bad(text, "an IPv4 address such as 10.0.0.2")),
        new TextConverter<Ipv4Prefix>(text => Ipv4Prefix.TryParse(text, out var value) ? value : throw Bad(text, "a network such as 10.30.0.0/24")),
        new TextConverter<Spi>(text => Spi.TryParse(text, out var value) ? value : throw Bad(text, "an SPI of up to 8 hexadecimal digits, 100 to FFFFFFFF")),
        new TextConverter<PeerName>(text => PeerName.TryParse(text) ?? throw Bad(text, "an IPv4 address or host name")),
        new SecretConverter<SecretKey>(secrets, key => key.Octets.ToArray(), octets => new(octets)),
        new SecretConverter<SecretText>(secrets, secret => Encoding.UTF8.GetBytes(secret.Reveal()), octets => new(Encoding.UTF8.GetString(octets))),
    ];

    private static FormatException Bad(string text, string wanted) => new($"'{text}' is not {wanted}.");

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("A text is wanted.");
            try
            {
                return parse(reader.GetString()!);
            }
            catch (FormatException fault)
            {
                throw new JsonException(fault.Message, fault);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
    }

    private sealed class SecretConverter<T>(SecretCodec secrets, Func<T, byte[]> octets, Func<byte[], T> build) : JsonConverter<T>
        where T : class
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("A secret is a text.");
            try
            {
                return secrets.Read(reader.GetString()!) is { Length: > 0 } read ? build(read) : null;
            }
            catch (FormatException fault)
            {
                throw new JsonException(fault.Message, fault);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(secrets.Write(octets(value)));
    }
}
