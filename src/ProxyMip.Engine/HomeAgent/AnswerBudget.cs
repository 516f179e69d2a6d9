using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// How often requests that prove nothing are answered: fixed budgets, whoever asks and however fast (HAG-084, HAG-087, product brief 22).
/// </summary>
internal sealed class AnswerBudget(int unauthenticatedPerSecond)
{
    private const int SourcesRemembered = 8192;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly RatePerKey<Ipv4Address> _sources = new(s_second, SourcesRemembered);
    private readonly RateLimit _all = new(Math.Max(1, unauthenticatedPerSecond), s_second);
    private readonly RatePerKey<Ipv4Address> _probers = new(s_second, SourcesRemembered);
    private readonly RateLimit _probes = new(10, s_second);
    private readonly RatePerKey<(Ipv4Address Source, Ipv4Address Node)> _replays = new(s_second, SourcesRemembered);

    /// <summary>An answer to a request nobody vouches for.</summary>
    public bool AllowsUnauthenticated(Ipv4Address source, TimeSpan now) => _sources.TryTake(source, now) && _all.TryTake(now);

    /// <summary>Code 136: one per second and source, ten per second in all (protocol reference 11.4).</summary>
    public bool AllowsProbe(Ipv4Address source, TimeSpan now) => _probers.TryTake(source, now) && _probes.TryTake(now);

    /// <summary>Code 133: a replayed request carries a right authenticator, so it is limited too, for each node and source.</summary>
    public bool AllowsMismatch(Ipv4Address source, Ipv4Address node, TimeSpan now) => _replays.TryTake((source, node), now);
}
