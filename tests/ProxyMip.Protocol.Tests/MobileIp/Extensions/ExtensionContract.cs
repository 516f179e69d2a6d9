using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

/// <summary>What the parser of every extension refuses.</summary>
internal static class ExtensionContract
{
    /// <summary>Another type at octet 0; every truncation; an octet too many, reported at the length field.</summary>
    public static void AssertRefusesOtherTypesAndLengths(byte[] golden, int lengthAt, OctetParser parse)
    {
        Assert.Equal(WireFault.None, Golden.FaultOf(golden, parse));
        Assert.Equal(new(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf([199, .. golden[1..]], parse));
        Assert.Equal(new(WireFaultKind.BadLength, lengthAt), Golden.FaultOf([.. golden, 0], parse));
        Golden.AssertEveryTruncationIsTruncated(golden, parse);
    }

    /// <summary>As above, and an octet too many is refused even if the length counts it.</summary>
    public static void AssertRefusesAllButOneLength(byte[] golden, int lengthAt, OctetParser parse)
    {
        AssertRefusesOtherTypesAndLengths(golden, lengthAt, parse);
        byte[] longer = [.. golden, 0];
        longer[LowOctetOf(golden, lengthAt)]++;
        Assert.Equal(new(WireFaultKind.BadLength, golden.Length), Golden.FaultOf(longer, parse));
        var shorter = golden[..^1];
        shorter[LowOctetOf(golden, lengthAt)]--;
        Assert.Equal(WireFaultKind.Truncated, Golden.FaultOf(shorter, parse).Kind);
    }

    // An 8-bit length stands behind the type, a 16-bit one behind type and subtype.
    private static int LowOctetOf(byte[] golden, int lengthAt) => lengthAt == 1 ? 1 : golden.Length > 3 ? 3 : lengthAt;
}
