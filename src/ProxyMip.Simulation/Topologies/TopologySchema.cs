using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Topologies;

/// <summary>The JSON schema of topology files, made from the same model that reads them.</summary>
public static class TopologySchema
{
    private const string Octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static readonly (Type Type, string Pattern, string Example)[] Texts =
    [
        (typeof(Ipv4Address), $"^({Octet}\\.){{3}}{Octet}$", "10.30.0.1"),
        (typeof(Ipv4Prefix), $"^({Octet}\\.){{3}}{Octet}/(3[0-2]|[12]?\\d)$", "10.30.0.0/24"),
        (typeof(MacAddress), "^([0-9A-Fa-f]{12}|([0-9A-Fa-f]{2}[:\\- ]){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4})$", "00:00:67:02:51:93"),
        (typeof(Spi), "^[0-9A-Fa-f]{3,8}$", "100"),
        (typeof(SecretKey), "^([0-9A-Fa-f]{2}){16,64}$", "1234567890abcdef1234567890abcdef"),
    ];

    /// <summary>The schema as indented JSON.</summary>
    public static string Text { get; } = Make();

    private static string Make()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        var schema = (JsonObject)TopologyFile.Options.GetJsonSchemaAsNode(typeof(Topology), options);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "A network in memory");
        return schema.ToJsonString(new(TopologyFile.Options) { WriteIndented = true }) + "\n";
    }

    // Values that are text in the file but types of their own in the model.
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(AuthenticationAlgorithm))
            return new JsonObject { ["enum"] = new JsonArray("hmac-md5", "md5-prefix-suffix", "md5-prefix-suffix-rfc2002") };
        var text = Array.Find(Texts, known => known.Type == type);
        if (text.Type is null)
            return schema;
        return new JsonObject { ["type"] = "string", ["pattern"] = text.Pattern, ["examples"] = new JsonArray(text.Example) };
    }
}
