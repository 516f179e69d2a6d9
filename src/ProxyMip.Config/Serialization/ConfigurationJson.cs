using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ProxyMip.Config.Agents;
using ProxyMip.Config.Bindings;
using ProxyMip.Config.General;
using ProxyMip.Config.Network;
using ProxyMip.Config.Servers;
using ProxyMip.Config.ServiceSets;

namespace ProxyMip.Config.Serialization;

/// <summary>
/// The JSON form of a configuration: in the store, in exports and imports. Strict on reading: unknown members, wrong types and values outside their
/// type's text form are refused with the path of the member. Secrets go through a <see cref="SecretCodec"/>.
/// </summary>
public sealed class ConfigurationJson
{
    private readonly JsonSerializerOptions _options;

    /// <summary>A form with its treatment of secrets.</summary>
    public ConfigurationJson(SecretCodec secrets)
    {
        _options = new(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            PropertyNameCaseInsensitive = false,
        };
        _options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        foreach (var converter in ValueConverters.All(secrets))
            _options.Converters.Add(converter);
    }

    /// <summary>One section as text.</summary>
    public string WriteSection<T>(T section) => JsonSerializer.Serialize(section, _options);

    /// <summary>Reads one section.</summary>
    /// <exception cref="ConfigurationFormatException">The text is not such a section; the message names the member.</exception>
    public T ReadSection<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, _options) ?? throw new ConfigurationFormatException("The section is null.");
        }
        catch (JsonException fault)
        {
            throw new ConfigurationFormatException(Describe(fault));
        }
    }

    /// <summary>A whole configuration as text, sections under the names of <see cref="Names"/>.</summary>
    public string Write(NodeConfiguration configuration)
    {
        var document = new JsonObject { ["schema"] = 1 };
        foreach (var (name, section) in Sections(configuration))
            document[name] = JsonSerializer.SerializeToNode(section, section.GetType(), _options);
        return document.ToJsonString(_options) + "\n";
    }

    /// <summary>Reads a whole configuration; sections that are missing keep their value in <paramref name="basis"/>.</summary>
    /// <exception cref="ConfigurationFormatException">The text is not a configuration; the message names the member.</exception>
    public NodeConfiguration Read(string text, NodeConfiguration basis)
    {
        JsonObject document;
        try
        {
            document = JsonNode.Parse(text) as JsonObject ?? throw new ConfigurationFormatException("A configuration is a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new ConfigurationFormatException(Describe(fault));
        }
        foreach (var (name, _) in document)
        {
            if (name != "schema" && !Names.Contains(name))
                throw new ConfigurationFormatException($"'{name}' is not a section; sections are {string.Join(", ", Names)}.");
        }
        if (document["schema"] is not JsonValue schema || !schema.TryGetValue(out int version) || version != 1)
            throw new ConfigurationFormatException("The member 'schema' must be 1.");
        var node = basis;
        foreach (var name in Names)
        {
            if (document[name] is { } section)
                node = With(node, name, section.ToJsonString());
        }
        return node;
    }

    /// <summary>Section names in the order of the pages.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["device", "general", "servers", "bindings", "service-sets", "routing", "vlans", "time", "home-agent", "foreign-agent", "exchange"];

    /// <summary>One section of a configuration as text.</summary>
    public string WriteSection(NodeConfiguration configuration, string name)
    {
        var section = Sections(configuration).First(entry => entry.Name == name).Section;
        return JsonSerializer.Serialize(section, section.GetType(), _options);
    }

    /// <summary>The configuration with one section read from text.</summary>
    /// <exception cref="ConfigurationFormatException">The text is not such a section.</exception>
    public NodeConfiguration With(NodeConfiguration node, string name, string text)
    {
        try
        {
            return name switch
            {
                "device" => node with { Device = ReadSection<SystemConfig>(text) },
                "general" => node with { General = ReadSection<GeneralConfig>(text) },
                "servers" => node with { Servers = ReadSection<AuthServersConfig>(text) },
                "bindings" => node with { Bindings = ReadSection<SaBindingsConfig>(text) },
                "service-sets" => node with { ServiceSets = ReadSection<ServiceSetsConfig>(text) },
                "routing" => node with { Routing = ReadSection<RoutingConfig>(text) },
                "vlans" => node with { Vlans = ReadSection<VlanConfig>(text) },
                "time" => node with { Time = ReadSection<TimeConfig>(text) },
                "home-agent" => node with { HomeAgent = ReadSection<HomeAgentConfig>(text) },
                "foreign-agent" => node with { ForeignAgent = ReadSection<ForeignAgentConfig>(text) },
                "exchange" => node with { Exchange = ReadSection<ExchangeConfig>(text) },
                _ => throw new ConfigurationFormatException($"'{name}' is not a section."),
            };
        }
        catch (ConfigurationFormatException fault) when (!fault.Message.StartsWith('\''))
        {
            throw new ConfigurationFormatException($"'{name}': {fault.Message}");
        }
    }

    private static IEnumerable<(string Name, object Section)> Sections(NodeConfiguration node) =>
    [
        ("device", node.Device), ("general", node.General), ("servers", node.Servers), ("bindings", node.Bindings), ("service-sets", node.ServiceSets),
        ("routing", node.Routing), ("vlans", node.Vlans), ("time", node.Time), ("home-agent", node.HomeAgent), ("foreign-agent", node.ForeignAgent),
        ("exchange", node.Exchange),
    ];

    private static string Describe(JsonException fault)
    {
        var place = fault.Path is { Length: > 1 } path ? $"{path[2..]}: " : fault.LineNumber is { } line ? $"line {line + 1}: " : "";
        var reason = fault.InnerException is FormatException inner ? inner.Message : fault.Message.Split(" Path:")[0].Split(" LineNumber:")[0];
        return place + reason;
    }
}

/// <summary>A text is not a configuration. The message is one sentence that names the member.</summary>
public sealed class ConfigurationFormatException : FormatException
{
    /// <summary>No reason given.</summary>
    public ConfigurationFormatException()
    {
    }

    /// <summary>With the reason.</summary>
    public ConfigurationFormatException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and what caused it.</summary>
    public ConfigurationFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
