using System.Text.Json;
using System.Text.Json.Nodes;
using ProxyMip.Host.Decoding;

namespace ProxyMip.Host.Commands;

/// <summary>Reports of campaigns for programs.</summary>
internal static class SimulateJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = DecodeJson.Options.Encoder,
    };

    /// <summary>Writes a report and how long it took.</summary>
    public static void Write<T>(TextWriter output, T report, TimeSpan elapsed)
    {
        var json = JsonSerializer.SerializeToNode(report, Options)!;
        if (json is JsonObject single)
            single["elapsed_seconds"] = Math.Round(elapsed.TotalSeconds, 3);
        output.WriteLine(json.ToJsonString(Options));
    }
}
