using System.Collections.Immutable;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Agents;

/// <summary>What an agent counted since it started. 64 bits each.</summary>
public sealed record AgentCounters
{
    /// <summary>Registration requests received, good and bad.</summary>
    public long RequestsReceived { get; init; }

    /// <summary>Registration replies received (foreign agent).</summary>
    public long RepliesReceived { get; init; }

    /// <summary>Requests passed on to a home agent (foreign agent).</summary>
    public long RequestsRelayed { get; init; }

    /// <summary>Replies passed on to a mobile node (foreign agent).</summary>
    public long RepliesRelayed { get; init; }

    /// <summary>Replies of its own by code: acceptances and denials of a home agent, denials of a foreign agent.</summary>
    public ImmutableSortedDictionary<ReplyCode, long> Answers { get; init; } = ImmutableSortedDictionary<ReplyCode, long>.Empty;

    /// <summary>Duplicates of the last accepted request that got the same reply again (home agent, decision D-14).</summary>
    public long DuplicatesAnswered { get; init; }

    /// <summary>Messages dropped without a word, by reason.</summary>
    public ImmutableSortedDictionary<DiscardReason, long> Discards { get; init; } = ImmutableSortedDictionary<DiscardReason, long>.Empty;

    /// <summary>Bindings or visitors whose lifetime ended.</summary>
    public long Expirations { get; init; }

    /// <summary>Revocations sent, retransmissions included.</summary>
    public long RevocationsSent { get; init; }

    /// <summary>Valid revocations received.</summary>
    public long RevocationsReceived { get; init; }
}

/// <summary>The live counters behind <see cref="AgentCounters"/>.</summary>
internal sealed class AgentTally
{
    private readonly long[] _answers = new long[byte.MaxValue + 1];
    private readonly long[] _discards = new long[Enum.GetValues<DiscardReason>().Length];

    public long RequestsReceived { get; set; }

    public long RepliesReceived { get; set; }

    public long RequestsRelayed { get; set; }

    public long RepliesRelayed { get; set; }

    public long DuplicatesAnswered { get; set; }

    public long Expirations { get; set; }

    public long RevocationsSent { get; set; }

    public long RevocationsReceived { get; set; }

    public void Answer(ReplyCode code) => _answers[(int)code]++;

    public void Discard(DiscardReason reason) => _discards[(int)reason]++;

    public AgentCounters Read() => new()
    {
        RequestsReceived = RequestsReceived,
        RepliesReceived = RepliesReceived,
        RequestsRelayed = RequestsRelayed,
        RepliesRelayed = RepliesRelayed,
        DuplicatesAnswered = DuplicatesAnswered,
        Expirations = Expirations,
        RevocationsSent = RevocationsSent,
        RevocationsReceived = RevocationsReceived,
        Answers = NonZero<ReplyCode>(_answers, index => (ReplyCode)index),
        Discards = NonZero<DiscardReason>(_discards, index => (DiscardReason)index),
    };

    private static ImmutableSortedDictionary<TKey, long> NonZero<TKey>(long[] counts, Func<int, TKey> keyOf)
        where TKey : struct =>
        counts.Select((count, index) => KeyValuePair.Create(keyOf(index), count)).Where(pair => pair.Value > 0).ToImmutableSortedDictionary();
}
