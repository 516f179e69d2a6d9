using System.Text.Json;
using ProxyMip.Host.Capture;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Host.Tests.Commands;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_FewRoams_PrintsFiguresAndNoViolation()
    {
        var result = await ProgramRun.Of("simulate", "--roams", "20");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("succeeded          20 (100.000 %)", result.Lines);
        Assert.Contains("violations         0", result.Lines);
    }

    [Fact]
    public async Task Simulate_AsJson_GivesTheSameFiguresToPrograms()
    {
        var result = await ProgramRun.Of("simulate", "--roams", "20", "--seeds", "2", "--json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal((40, 40, 2), (json.RootElement.GetProperty("roams").GetInt32(), json.RootElement.GetProperty("succeeded").GetInt32(),
            json.RootElement.GetProperty("seeds").GetArrayLength()));
    }

    [Fact]
    public async Task Simulate_Schema_IsTheSchemaOfTopologies()
    {
        var result = await ProgramRun.Of("simulate", "--schema");

        Assert.Equal((0, TopologySchema.Text), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Simulate_PrintedTopology_CanBeReadAgain()
    {
        var printed = await ProgramRun.Of("simulate", "--print-topology");
        var file = _folder.Write("town.json", printed.Output);

        var result = await ProgramRun.Of("simulate", "--topology", file, "--roams", "5");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("--loss must be a share such as 0.05 or 5%, from 0 to 1.", "--loss", "1.5")]
    [InlineData("--reorder must be a share such as 0.05 or 5%, from 0 to 1.", "--reorder", "a lot")]
    [InlineData("--roams must be at least 1.", "--roams", "0")]
    [InlineData("--seeds must be at least 1.", "--seeds", "0")]
    [InlineData("--skew and --jump-every cannot be negative.", "--skew", "-1")]
    [InlineData("--crash-every must be more than 0.", "--crash-every", "0")]
    [InlineData("--capture goes with a single run; leave --seeds out.", "--capture", "x.pcapng", "--seeds", "2")]
    [InlineData("--schedules must be at least 1.", "map", "--schedules", "0")]
    [InlineData("--authoritative must be 1 to 3.", "map", "--authoritative", "4")]
    [InlineData("--access-points must be 3 to 20000.", "map", "--access-points", "2")]
    [InlineData("--access-points must be 3 to 10000.", "scale", "--access-points", "1")]
    [InlineData("--bindings must be 1 to 1000000.", "load", "--bindings", "0")]
    public async Task Simulate_BadArgument_IsRefusedInOneSentence(string sentence, params string[] arguments)
    {
        var result = await ProgramRun.Of(["simulate", .. arguments]);

        Assert.Equal((2, "", $"proxymip: {sentence}\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task Simulate_TopologyThatIsNotThere_IsRefusedInOneSentence()
    {
        var result = await ProgramRun.Of("simulate", "--topology", "/nowhere/town.json");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("proxymip: '/nowhere/town.json' cannot be read:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_BadTopology_NamesThePlaceInOneSentence()
    {
        var file = _folder.Write("town.json", """{ "name": "x", "segments": [{ "id": "a", "prefix": "10.0.0.1/24" }] }""");

        var result = await ProgramRun.Of("simulate", "--topology", file);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is not a topology. At segments[0].prefix (line 1): expected a prefix", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Simulate_Capture_IsAWholeCaptureFile()
    {
        var file = Path.Combine(_folder.Path, "run.pcapng");

        var result = await ProgramRun.Of("simulate", "--roams", "3", "--capture", file);

        Assert.Equal(0, result.ExitCode);
        var capture = CaptureReader.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Null(capture.Fault);
        Assert.NotEmpty(capture.Frames);
    }

    [Fact]
    public async Task SimulateLoad_FewBindings_AcceptsThemAll()
    {
        var result = await ProgramRun.Of("simulate", "load", "--bindings", "100", "--requests", "100");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(result.Lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["100", "200", "0", ..]);
    }
}
