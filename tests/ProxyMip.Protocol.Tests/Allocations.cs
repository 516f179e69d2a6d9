namespace ProxyMip.Protocol.Tests;

/// <summary>Counts what a piece of work puts on the heap.</summary>
internal static class Allocations
{
    public const int Million = 1_000_000;

    /// <summary>Octets allocated by this many repetitions, after a first one that may load code.</summary>
    public static long Of(int repetitions, Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < repetitions; i++)
            work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
