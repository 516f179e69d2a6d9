namespace ProxyMip.Protocol.Wire;

/// <summary>The two 32-bit halves of a 64-bit field.</summary>
public static class Words
{
    /// <summary>The half that comes first on the wire.</summary>
    public static uint High(ulong value) => (uint)(value >> 32);

    /// <summary>The half that comes last on the wire.</summary>
    public static uint Low(ulong value) => (uint)value;

    /// <summary>Puts two halves together.</summary>
    public static ulong Join(uint high, uint low) => (ulong)high << 32 | low;
}
