using System.Diagnostics;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests;

/// <summary>What tests/run makes of the reports and exit codes it gets: nothing that went wrong may be counted as nothing.</summary>
public sealed class RunnerTests
{
    [Theory]
    [InlineData(0, 0, 7, 2, 0, "7 0 2")]
    [InlineData(0, 3, 4, 0, 2, "4 3 0")]
    [InlineData(1, 0, 4, 0, 2, "4 1 0")] // an error outside any test
    [InlineData(0, 0, 7, 0, 134, "7 1 0")] // it crashed after its report
    [InlineData(0, 0, 0, 0, 8, "0 1 0")] // no test was found
    public async Task CountReport_OfTestProgram_CountsEveryFailure(int errors, int failed, int passed, int skipped, int exitCode, string expected)
    {
        var text = $"<assemblies><assembly name=\"x\" errors=\"{errors}\" failed=\"{failed}\" not-run=\"0\" passed=\"{passed}\" skipped=\"{skipped}\" total=\"9\" /></assemblies>";
        Assert.Equal(expected, await CallAsync("count_report", text, exitCode));
    }

    [Theory]
    [InlineData("", 134)]
    [InlineData("<assemblies><assembly name=\"cut", 0)]
    public async Task CountReport_WithoutReport_IsOneFailure(string text, int exitCode) => Assert.Equal("0 1 0", await CallAsync("count_report", text, exitCode));

    [Theory]
    [InlineData("target a\n12 passed, 0 failed\n", 0, "12 0 0")]
    [InlineData("3 passed, 1 failed\n", 1, "3 1 0")]
    [InlineData("3 passed, 0 failed\n", 139, "3 1 0")]
    [InlineData("nothing to say\n", 0, "1 0 0")]
    [InlineData("nothing to say\n", 1, "0 1 0")]
    public async Task CountItems_OfOtherProgram_CountsEveryFailure(string log, int exitCode, string expected) => Assert.Equal(expected, await CallAsync("count_items", log, exitCode));

    [Fact]
    public async Task QuickLane_FullLaneProjects_AreLeftOut()
    {
        var projects = (await BashAsync("quick=true; test_projects")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.Contains("ProxyMip.Protocol.Tests", projects);
        Assert.DoesNotContain("ProxyMip.Browser.Tests", projects);
    }

    private static async Task<string> CallAsync(string function, string text, int exitCode)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            return (await BashAsync($"{function} '{file}' {exitCode}")).Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> BashAsync(string commands)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $". '{Path.Combine(Repository.Root, "tests", "run")}'; {commands}"]) { RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output;
    }
}
