using System.Text.Json;
using System.Text.Json.Nodes;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Look-ups in a subnet map table: longest match, then the numerically lowest home agent.</summary>
internal static class LookupCheck
{
    public static void Check(VectorCase vector, Findings findings)
    {
        if (vector.Fields.ValueKind != JsonValueKind.Object
            || !vector.Fields.TryGetProperty("client", out var text) || !Ipv4Address.TryParse(text.ToString(), out var client)
            || !vector.Fields.TryGetProperty("table", out var table) || !TryReadRows(table, out var rows))
        {
            findings.Differs("fields hold no table and client that can be read");
            return;
        }
        var found = LongestMatchTable.Build(rows).TryFind(client, out var match);
        var facts = new JsonObject
        {
            ["home_agent"] = found ? match.HomeAgent.ToString() : null,
            ["prefix_length"] = found ? match.Network.Length : null,
            ["network"] = found ? match.Network.Network.ToString() : null,
        };
        foreach (var expectation in vector.Expectations)
            OutcomeComparison.Compare(expectation, new Observation(Observation.Accept) { Facts = (JsonObject)facts.DeepClone() }, findings);
    }

    private static bool TryReadRows(JsonElement table, out MapEntry[] rows)
    {
        rows = [];
        if (table.ValueKind != JsonValueKind.Array)
            return false;
        var read = new List<MapEntry>();
        foreach (var row in table.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Object
                || !row.TryGetProperty("home_agent", out var agent) || !Ipv4Address.TryParse(agent.ToString(), out var address)
                || !row.TryGetProperty("prefix_length", out var length) || !length.TryGetOctet(out var bits) || bits is < MapRow.MinPrefixLength or > MapRow.MaxPrefixLength)
                return false;
            var state = row.TryGetProperty("state", out var number) && number.TryGetOctet(out var value) ? (MapRowState)value : MapRowState.Active;
            read.Add(new() { HomeAgent = address, PrefixLength = bits, State = state, AccessPoints = 1 });
        }
        rows = [.. read];
        return true;
    }
}
