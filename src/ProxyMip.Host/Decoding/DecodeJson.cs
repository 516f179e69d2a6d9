using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProxyMip.Host.Capture;

namespace ProxyMip.Host.Decoding;

/// <summary>
/// The same tree for programs: an object per layer with its name, its fields in wire order and what it carries; a capture is an array of frames.
/// </summary>
internal static class DecodeJson
{
    public static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, CapturedFrame frame, DecodedLayer layer)
    {
        json.WriteStartObject();
        json.WriteNumber("frame", frame.Number);
        json.WriteString("time", frame.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("captured_octets", frame.Octets.Length);
        json.WriteNumber("original_octets", frame.OriginalLength);
        json.WritePropertyName("decoded");
        Write(json, layer);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, DecodedLayer layer)
    {
        json.WriteStartObject();
        json.WriteString("layer", layer.Name);
        json.WriteBoolean("malformed", layer.IsBroken);
        json.WriteStartArray("fields");
        foreach (var field in layer.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("value", field.Value);
            if (field.Meaning is { } meaning)
                json.WriteString("meaning", meaning);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("inside");
        foreach (var inner in layer.Inside)
            Write(json, inner);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
