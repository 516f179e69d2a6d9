namespace ProxyMip.Engine.Tests.SubnetMaps.Town;

/// <summary>The wall clock of a town.</summary>
internal static class TownTime
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Wall(TimeSpan townTime) => s_start + townTime;

    public static ulong Epoch(TimeSpan townTime, uint low) => ((ulong)Wall(townTime).ToUnixTimeSeconds() << 32) | low;
}
