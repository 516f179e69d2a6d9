using ProxyMip.Engine.Tests.SubnetMaps.Town;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps;

/// <summary>Seeded schedules of misfortune. A seed that fails is printed; it becomes a case of its own here.</summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    [Fact]
    [Requirement("MAP-037", "MAP-038", "MAP-039")]
    public void Schedules_OfAFewAccessPoints_HealToEqualTables() => RunAll(firstSeed: 1, count: int.Parse(Environment.GetEnvironmentVariable("CNT") ?? "200", System.Globalization.CultureInfo.InvariantCulture), members: 12, steps: 12);

    [Fact]
    [Trait("Lane", "full")]
    [Requirement("MAP-038")]
    public void Schedules_OfAHundredAccessPoints_HealToEqualTables() => RunAll(firstSeed: 1_000_000, count: 200, members: 97, steps: 16);

    private void RunAll(ulong firstSeed, int count, int members, int steps)
    {
        List<string> faults = [];
        long datagrams = 0;
        foreach (var seed in Environment.GetEnvironmentVariable("SEEDS") is { } list ? list.Split(",").Select(ulong.Parse) : Enumerable.Range(0, count).Select(i => firstSeed + (ulong)i))
        {
            var schedule = new TownSchedule(seed, members, steps).Run();
            datagrams += schedule.Town.Datagrams;
            faults.AddRange(schedule.Faults.Take(3).Select(fault => $"seed {seed}: {fault}"));
        }
        output.WriteLine($"{count} schedules, {datagrams} datagrams");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(40)));
    }
}
