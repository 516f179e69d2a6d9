using System.Text.Json.Nodes;
using ProxyMip.Host.Tests.Commands;
using ProxyMip.Testing;

namespace ProxyMip.Host.Tests.Vectors;

public sealed class VectorsCommandTests
{
    public static TheoryData<string> Files => [.. VectorSamples.Files];

    [Fact]
    [Requirement("MSG-066")]
    public async Task Vectors_OfTheRepository_AllPass()
    {
        var result = await ProgramRun.Of("vectors", VectorFiles.Folder);
        Assert.Equal([$"{VectorSamples.All().Count} passed, 0 failed"], result.Lines);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Vectors_OneFile_PassesByItself(string file)
    {
        var result = await ProgramRun.Of("vectors", Path.Combine(VectorFiles.Folder, file + ".json"));
        Assert.Equal([$"{VectorSamples.InFile(file).Count} passed, 0 failed"], result.Lines);
    }

    [Fact]
    public async Task Vectors_RenamedAndInAnotherOrder_StillPass()
    {
        var vectors = VectorSamples.All();
        for (var i = 0; i < vectors.Count; i++)
            (vectors[i]["name"], vectors[i]["what"]) = ($"number {i}", "");
        vectors.Reverse();
        var result = await VectorSamples.RunAsync(vectors);
        Assert.Equal([$"{vectors.Count} passed, 0 failed"], result.Lines);
    }

    [Fact]
    public async Task Vectors_WithMembersNobodyKnows_PassAndAreNamed()
    {
        var vector = VectorSamples.Of("requests", "rrq-hmac-md5");
        (vector["colour"], vector["fields"]!["smell"], vector["expect"]!["weight"], vector["context"]) = ("blue", 7, true, new JsonObject { ["mood"] = "good" });
        var result = await VectorSamples.RunAsync(vector);
        Assert.Equal(["note   some.json rrq-hmac-md5: not compared: smell, expect.weight", "1 passed, 0 failed"], result.Lines);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Vectors_InFoldersBelow_AreFound()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/b/c.json", VectorSamples.FileOf([VectorSamples.Of("radius", "rad-sa-request")]));
        folder.Write("d.json", VectorSamples.FileOf([VectorSamples.Of("tacacs", "tac-authen-pass")]));
        folder.Write("readme.txt", "not a vector file");
        Assert.Equal(["2 passed, 0 failed"], (await ProgramRun.Of("vectors", folder.Path)).Lines);
    }

    [Fact]
    public async Task Vectors_WithOneThatDiffers_NameItAndReturnOne()
    {
        var wrong = VectorSamples.Of("requests", "rrq-hmac-md5");
        wrong["fields"]!["lifetime"] = 601;
        var result = await VectorSamples.RunAsync(wrong, VectorSamples.Of("requests", "rrq-mfae"));
        Assert.Equal(["FAILED some.json rrq-hmac-md5: lifetime: expected 601, got 600", "1 passed, 1 failed"], result.Lines);
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Vectors_AsJson_HoldEveryResult()
    {
        using var folder = new TemporaryFolder();
        var wrong = VectorSamples.Of("arp", "proxy-arp-reply");
        wrong["fields"]!["operation"] = 1;
        folder.Write("x.json", VectorSamples.FileOf([wrong, VectorSamples.Of("lookup", "lookup-1")]));
        var result = await ProgramRun.Of("vectors", folder.Path, "--json");
        var root = JsonNode.Parse(result.Output)!;
        Assert.Equal((1, 1, 1), ((int)root["passed"]!, (int)root["failed"]!, result.ExitCode));
        Assert.Equal(["operation: expected 1, got 2"], root["vectors"]![0]!["differences"]!.AsArray().Select(text => (string)text!));
        Assert.Equal(("x.json", "lookup-1", true), ((string)root["vectors"]![1]!["file"]!, (string)root["vectors"]![1]!["name"]!, (bool)root["vectors"]![1]!["passed"]!));
    }

    [Theory]
    [InlineData("this is no JSON", "'x.json' is not a vector file: it is not JSON.")]
    [InlineData("[1, 2]", "'x.json' is not a vector file: it has no list of vectors.")]
    [InlineData("""{ "schema": 1, "vectors": {} }""", "'x.json' is not a vector file: it has no list of vectors.")]
    [InlineData("""{ "schema": 2, "vectors": [] }""", "'x.json' has schema 2; schema 1 is read.")]
    public async Task Vectors_FileThatIsNone_IsRefusedInOneSentence(string text, string sentence)
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.json", text);
        var result = await ProgramRun.Of("vectors", folder.Path);
        Assert.Equal((2, "", $"proxymip: {sentence}\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task Vectors_FileThatIsNoneAmongOthers_StillReportsThoseAndReturnsTwo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bad.json", "{");
        folder.Write("good.json", VectorSamples.FileOf([VectorSamples.Of("lookup", "lookup-1")]));
        var result = await ProgramRun.Of("vectors", folder.Path);
        Assert.Equal((2, "1 passed, 0 failed\n", "proxymip: 'bad.json' is not a vector file: it is not JSON.\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task Vectors_EmptyFolder_IsRefusedInOneSentence()
    {
        using var folder = new TemporaryFolder();
        var result = await ProgramRun.Of("vectors", folder.Path);
        Assert.Equal((2, "", $"proxymip: '{folder.Path}' holds no vector file.\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("vectors", "no/such/folder")]
    [InlineData("vectors")]
    [InlineData("vectors", "here", "--colour")]
    public async Task Vectors_BadArguments_AreRefusedInOneSentence(params string[] arguments)
    {
        var result = await ProgramRun.Of(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.EndsWith(".\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layer", "\"carrier-pigeon\"", "layer 'carrier-pigeon' is not known")]
    [InlineData("layer", "null", "has no layer")]
    [InlineData("hex", "\"0g\"", "has a hex member that is not an even number of hexadecimal digits")]
    [InlineData("length", "47", "length: expected 47, got 46")]
    [InlineData("auth", "[{ \"extension\": 32 }]", "has an auth item that cannot be read")]
    [InlineData("expect", "{}", "has no outcome to expect")]
    [InlineData("expect", "{ \"FA\": { \"code\": 0 } }", "has no outcome to expect")]
    [InlineData("expect", "{ \"outcome\": \"rejoice\", \"role\": \"FA\" }", "outcome 'rejoice' is not known")]
    [InlineData("expect", "{ \"outcome\": \"accept\", \"role\": \"postman\" }", "role 'postman' is not known")]
    public async Task Vector_ThatCannotBeRead_IsACountedFailure(string member, string value, string difference)
    {
        var vector = VectorSamples.Of("requests", "rrq-hmac-md5");
        vector[member] = JsonNode.Parse(value);
        var result = await VectorSamples.RunAsync(vector, VectorSamples.Of("lookup", "lookup-1"));
        Assert.Equal((1, "1 passed, 1 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.Contains(difference, result.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vector_ThatIsNoObject_IsACountedFailure()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.json", """{ "schema": 1, "vectors": [ 7 ] }""");
        var result = await ProgramRun.Of("vectors", folder.Path);
        Assert.Equal(["FAILED x.json (no name): is not an object", "0 passed, 1 failed"], result.Lines);
    }
}
