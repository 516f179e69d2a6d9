using System.Text.Json.Nodes;

namespace ProxyMip.Host.Tests.Vectors;

/// <summary>A vector that says something untrue must fail. Each test makes every such change at once and names those that slipped through.</summary>
public sealed class VectorMutationTests
{
    public static TheoryData<string> Files => [.. VectorSamples.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Vector_WithAnyFieldChanged_Fails(string file)
    {
        var mutants = new List<JsonObject>();
        foreach (var vector in VectorSamples.InFile(file).Where(vector => (string?)vector["layer"] != "subnet-map-table"))
        {
            var count = VectorSamples.LeavesOf(vector["fields"]).Count();
            for (var i = 0; i < count; i++)
                mutants.Add(Changed(vector, "fields", i));
        }
        Assert.Empty(await VectorSamples.PassedAsync(mutants));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Vector_WithAnOctetFlipped_Fails(string file)
    {
        var mutants = new List<JsonObject>();
        foreach (var vector in VectorSamples.InFile(file).Where(vector => vector["fields"] is JsonObject && Outcomes(vector).All(outcome => outcome is "accept" or "emit")))
        {
            var octets = Convert.FromHexString((string)vector["hex"]!);
            for (var at = 0; at < octets.Length; at++)
                mutants.Add(Flipped(vector, octets, at));
        }
        Assert.Empty(await VectorSamples.PassedAsync(mutants));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Vector_ExpectingAnotherOutcome_Fails(string file)
    {
        var mutants = VectorSamples.InFile(file).Where(vector => !IsAboutTheReceiver(vector)).SelectMany(vector => ExpectationsOf(vector).Select((_, i) =>
        {
            var mutant = Named(vector, $"outcome {i}");
            var expect = ExpectationsOf(mutant)[i];
            expect["outcome"] = (string?)expect["outcome"] == "discard" ? "accept" : "discard";
            expect.Remove("reason");
            expect.Remove("code");
            return mutant;
        }));
        Assert.Empty(await VectorSamples.PassedAsync(mutants));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Vector_ExpectingAnotherReason_Fails(string file)
    {
        var mutants = VectorSamples.InFile(file).SelectMany(vector => ExpectationsOf(vector).Select((expect, i) => (vector, i, Has: expect.ContainsKey("reason"))))
            .Where(found => found.Has).Select(found =>
            {
                var mutant = Named(found.vector, $"reason {found.i}");
                ExpectationsOf(mutant)[found.i]["reason"] = "the moon is full";
                return mutant;
            });
        Assert.Empty(await VectorSamples.PassedAsync(mutants));
    }

    [Theory]
    [InlineData("key_hex")]
    [InlineData("authenticator_hex")]
    [InlineData("spi")]
    [InlineData("offset")]
    [InlineData("covered_bytes")]
    [InlineData("valid")]
    [InlineData("extension")]
    [InlineData("algorithm")]
    public async Task Vector_WithAnyAuthMemberChanged_Fails(string member)
    {
        var mutants = new List<JsonObject>();
        foreach (var vector in VectorSamples.All())
        {
            for (var i = 0; i < (vector["auth"] as JsonArray)?.Count; i++)
            {
                // A wrong authenticator stays wrong under another key or way of making it.
                if (!(bool)vector["auth"]![i]!["valid"]! && member is "key_hex" or "algorithm" or "covered_bytes")
                    continue;
                var mutant = Named(vector, $"{member} {i}");
                mutant["auth"]![i]![member] = OtherAuth(member, mutant["auth"]![i]![member]!);
                mutants.Add(mutant);
            }
        }
        Assert.NotEmpty(mutants);
        Assert.Empty(await VectorSamples.PassedAsync(mutants));
    }

    [Fact]
    public async Task Vector_WithAnAuthItemLeftOut_Fails()
    {
        var vector = VectorSamples.Of("requests", "rrq-relayed-fhae");
        vector["auth"]!.AsArray().RemoveAt(0);
        Assert.Equal(1, (await VectorSamples.RunAsync(vector)).ExitCode);
    }

    // Only the expectation says that the receiver does not know the peer; without it the octets are in order.
    private static bool IsAboutTheReceiver(JsonObject vector) =>
        ExpectationsOf(vector).Any(expect => (string?)expect["reason"] is "no security association with this node" or "no visitor");

    private static JsonNode OtherAuth(string member, JsonNode value) => member switch
    {
        "key_hex" or "authenticator_hex" => Other((string)value!),
        "spi" => Other((string)value!),
        "covered_bytes" => new JsonArray((int)value[0]! + 1, (int)value[1]!.DeepClone()),
        "algorithm" => (string?)value == "hmac-md5" ? "md5-prefix-suffix" : "hmac-md5",
        _ => VectorSamples.Another(value.AsValue()),
    };

    private static string Other(string hex) => hex[..^1] + (hex[^1] == '7' ? '8' : '7');

    private static JsonObject Changed(JsonObject vector, string member, int number)
    {
        var mutant = Named(vector, "");
        var leaf = VectorSamples.LeavesOf(mutant[member]).ElementAt(number);
        mutant["name"] = $"{vector["name"]} {leaf.GetPath()}";
        leaf.ReplaceWith(VectorSamples.Another(leaf));
        return mutant;
    }

    private static JsonObject Flipped(JsonObject vector, byte[] octets, int at)
    {
        var mutant = Named(vector, $"octet {at}");
        var flipped = octets.ToArray();
        flipped[at] ^= (byte)(1 << (at % 8));
        mutant["hex"] = Convert.ToHexStringLower(flipped);
        return mutant;
    }

    private static JsonObject Named(JsonObject vector, string change)
    {
        var copy = vector.DeepClone().AsObject();
        copy["name"] = $"{vector["name"]} {change}";
        return copy;
    }

    private static List<JsonObject> ExpectationsOf(JsonObject vector)
    {
        var expect = vector["expect"]!.AsObject();
        return expect["outcome"] is JsonValue ? [expect] : [.. expect.Select(role => role.Value).OfType<JsonObject>().Where(role => role["outcome"] is not null)];
    }

    private static IEnumerable<string> Outcomes(JsonObject vector) => ExpectationsOf(vector).Select(expect => (string)expect["outcome"]!);
}
