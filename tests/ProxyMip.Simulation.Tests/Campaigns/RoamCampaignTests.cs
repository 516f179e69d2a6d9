using System.Text.Json;
using ProxyMip.Simulation.Campaigns;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Simulation.Tests.Campaigns;

/// <summary>The figures that are promised (product brief G6, G7, G14), small in the quick lane and whole in the full one.</summary>
public sealed class RoamCampaignTests
{
    [Fact]
    public void Roams_CleanNetwork_AllSucceedWithinARoundTripAndLoseNothingLate() => AssertClean(Run(new() { Roams = 300 }));

    [Fact]
    [Trait("Lane", "full")]
    public void Roams_CleanNetworkTenThousandTimes_AllSucceedWithinARoundTripAndLoseNothingLate() => AssertClean(Run(new() { Roams = 10_000 }));

    [Theory]
    [InlineData(0.05, 0, 0, 4, 0.998, 8, 0.9998)]
    [InlineData(0.05, 0.25, 0.1, 4, 0.998, 8, 0.9998)]
    [InlineData(0.2, 0, 0, 16, 0.99, 32, 0.998)]
    [Trait("Lane", "full")]
    public void Roams_LossyNetwork_SucceedAsOftenAsPromised(double loss, double reorder, double duplicate, double soon, double most, double late, double nearlyAll)
    {
        var report = Run(new() { Roams = 20_000, Loss = loss, Reorder = reorder, Duplicate = duplicate, ProbeInterval = TimeSpan.Zero });

        Assert.Empty(report.Violations);
        Assert.InRange(ShareWithin(report, soon), most, 1);
        Assert.InRange(ShareWithin(report, late), nearlyAll, 1);
    }

    [Fact]
    public void Roams_LossyNetwork_AllSucceedInTheEndAndNoConnectionBreaks()
    {
        var report = Run(new() { Roams = 200, Loss = 0.2, Reorder = 0.25, Duplicate = 0.1, ProbeInterval = TimeSpan.Zero });

        Assert.Empty(report.Violations);
        Assert.Equal((200, 0), (report.Succeeded, report.ConnectionsBroken));
    }

    [Theory]
    [InlineData(CrashTargets.HomeAgents)]
    [InlineData(CrashTargets.ForeignAgents)]
    [InlineData(CrashTargets.AccessPoints)]
    [InlineData(CrashTargets.All)]
    public void Roams_PowerCutsAllAround_BreakNoRuleAndNoConnection(CrashTargets crash)
    {
        var report = Run(new() { Roams = 200, Crash = crash, CrashEvery = TimeSpan.FromSeconds(10), ProbeInterval = TimeSpan.Zero });

        Assert.NotEqual(0, report.Crashes);
        Assert.Empty(report.Violations);
    }

    /// <summary>Every seed that ever failed, with what was wrong then.</summary>
    [Theory]
    [InlineData(1, 30, 0)] // the rule did not know that code 133 sets an access point's clock back
    [InlineData(1, 3, 10)] // the same, after jumps of the clock
    public void Roams_SeedThatOnceFailed_IsFineNow(ulong seed, double skew, double jumpEvery)
    {
        var report = Run(new()
        {
            Roams = 400,
            Seed = seed,
            Skew = TimeSpan.FromSeconds(skew),
            JumpEvery = TimeSpan.FromSeconds(jumpEvery),
            ProbeInterval = TimeSpan.Zero,
        });

        Assert.Empty(report.Violations);
        Assert.Equal(400, report.Succeeded);
    }

    [Fact]
    public void Roams_SameSeed_SameReport()
    {
        var options = new RoamOptions { Roams = 60, Loss = 0.1, Reorder = 0.1, Duplicate = 0.1, Skew = TimeSpan.FromSeconds(2), Seed = 77 };

        Assert.Equal(JsonSerializer.Serialize(Run(options)), JsonSerializer.Serialize(Run(options)));
    }

    [Fact]
    public void Roams_AnotherSeed_AnotherReport()
    {
        var options = new RoamOptions { Roams = 60, Loss = 0.1 };

        Assert.NotEqual(Run(options with { Seed = 1 }).Events, Run(options with { Seed = 2 }).Events);
    }

    [Fact]
    public void Tally_OfTwoSeeds_AddsUp()
    {
        var options = new RoamOptions { Roams = 40, ProbeInterval = TimeSpan.Zero };
        var all = new RoamTally(options);
        all.Add(new RoamCampaign(ManualTopology.ForCampaigns(), options).Run());
        all.Add(new RoamCampaign(ManualTopology.ForCampaigns(), options with { Seed = 2 }).Run());

        var report = all.ToReport();

        Assert.Equal([1UL, 2UL], report.Seeds);
        Assert.Equal((80, 80, 22), (report.Roams, report.Succeeded, report.Connections));
    }

    [Theory]
    [InlineData(true, "The topology has no mobile node that could roam.")]
    [InlineData(false, "Fewer than two access points offer SSID \"other\", which mobile node \"MN\" looks for.")]
    public void Campaign_TopologyOfNoUse_IsRefusedInASentence(bool without, string expected)
    {
        var topology = ManualTopology.Create();
        var changed = without
            ? topology with { MobileNodes = [] }
            : topology with { MobileNodes = [topology.MobileNodes[0] with { ServiceSet = "other", At = null }] };

        Assert.Equal(expected, RoamCampaign.Objection(changed));
    }

    private static void AssertClean(RoamReport report)
    {
        Assert.Empty(report.Violations);
        Assert.Equal(report.Roams, report.Succeeded);
        Assert.InRange(report.HandoverExcess!.Value, 0, 5);
        Assert.Equal(0, report.ProbesLostAfterSwitch);
        Assert.Equal(0, report.ConnectionsBroken);
        Assert.InRange(ShareWithin(report, 0.1), 1, 1);
    }

    private static double ShareWithin(RoamReport report, double seconds) => report.Within.Single(within => within.Seconds == seconds).Share;

    private static RoamReport Run(RoamOptions options) => new RoamCampaign(ManualTopology.ForCampaigns(), options).Run().ToReport();
}
