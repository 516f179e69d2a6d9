namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>Retransmission of everything that wants an answer: again after 1, 2 and 4 s, and a last second for the answer to the last one.</summary>
internal static class Retry
{
    private static ReadOnlySpan<byte> Seconds => [1, 2, 4, 1];

    /// <summary>How long an answer to a transmission is waited for.</summary>
    /// <param name="attempt">1 for the first transmission.</param>
    public static TimeSpan Wait(int attempt) => TimeSpan.FromSeconds(Seconds[attempt - 1]);

    /// <summary>Whether no further transmission follows this one.</summary>
    public static bool IsLast(int attempt) => attempt >= Seconds.Length;
}
