namespace ProxyMip.Protocol.Tests;

/// <summary>Counts what a piece of work puts on the heap.</summary>
internal static class Allocations
{
    public const int Million = 1_000_000;

    private const int Rounds = 5;

    /// <summary>
    /// Octets allocated by a fifth of these repetitions, after a first one that may load code: the least of five rounds. A collection that another
    /// test's thread starts counts the rest of our allocation buffer as used; what the work itself allocates shows in every round.
    /// </summary>
    public static long Of(int repetitions, Action work)
    {
        work();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < repetitions / Rounds; i++)
                work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
