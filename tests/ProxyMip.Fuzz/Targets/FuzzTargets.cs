namespace ProxyMip.Fuzz.Targets;

/// <summary>Every parser of Protocol. The architecture test fails when one is missing.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [.. MobileIpTargets.All, .. DiscoveryTargets.All, .. TunnelTargets.All, .. AaaTargets.All, .. SubnetMapTargets.All, .. TextTargets.All];
}
