namespace ProxyMip.Protocol.Wire;

/// <summary>Takes apart and puts together fields that share an octet or a 16-bit word. The high field comes first on the wire.</summary>
public static class BitFields
{
    /// <summary>Splits an octet into the bits above and the <paramref name="lowBits"/> bits below.</summary>
    public static (byte High, byte Low) Split(byte value, int lowBits) =>
        ((byte)(value >> lowBits), (byte)(value & ((1 << lowBits) - 1)));

    /// <summary>Splits a 16-bit word into the bits above and the <paramref name="lowBits"/> bits below.</summary>
    public static (ushort High, ushort Low) Split(ushort value, int lowBits) =>
        ((ushort)(value >> lowBits), (ushort)(value & ((1 << lowBits) - 1)));

    /// <summary>Puts two fields into an octet; bits of <paramref name="low"/> that do not fit are cut off.</summary>
    public static byte Join(byte high, byte low, int lowBits) => (byte)(high << lowBits | low & ((1 << lowBits) - 1));

    /// <summary>Puts two fields into a 16-bit word; bits of <paramref name="low"/> that do not fit are cut off.</summary>
    public static ushort Join(ushort high, ushort low, int lowBits) => (ushort)(high << lowBits | low & ((1 << lowBits) - 1));
}
