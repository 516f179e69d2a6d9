using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>What is to be said about the challenge in a request (RFC 4721 §3.2).</summary>
internal enum ChallengeState
{
    /// <summary>None is asked for.</summary>
    NotAsked,

    /// <summary>One of the window, or the one given to this node, and not used by it before.</summary>
    Good,

    /// <summary>There is none (105).</summary>
    Missing,

    /// <summary>Never given out, or too long ago (104).</summary>
    Unknown,

    /// <summary>Used by this node before, or older than one it used (106).</summary>
    Stale,
}

/// <summary>
/// The challenges given out: the last two advertised on each port, and the last one each node got in a reply. Who used which is remembered up to a
/// fixed number of nodes; beyond it a challenge counts as unknown, so that invented nodes cost nothing.
/// </summary>
internal sealed class ChallengeBook
{
    private const int Window = 2; // CHALLENGE_WINDOW
    private const int MostUsers = 10_000;
    private const int MostGiven = 4096;
    private const int Size = 16;

    private readonly Dictionary<PortId, List<Advertised>> _advertised = [];
    private readonly Dictionary<NodeKey, Given> _given = [];
    private readonly Queue<NodeKey> _givenOrder = new();

    /// <summary>A port advertises a new challenge; the oldest of more than two is forgotten.</summary>
    public void Advertise(ChallengeAdvertised signal)
    {
        if (!_advertised.TryGetValue(signal.Port, out var window))
            _advertised.Add(signal.Port, window = []);
        window.Insert(0, new(signal.Challenge));
        if (window.Count > Window)
            window.RemoveAt(Window);
    }

    /// <summary>Judges the challenge of a request.</summary>
    public ChallengeState Judge(PortId port, NodeKey node, ReadOnlySpan<byte> challenge)
    {
        if (_given.TryGetValue(node, out var given) && given.Challenge.AsSpan().SequenceEqual(challenge))
            return given.Used ? ChallengeState.Stale : ChallengeState.Good;
        foreach (var advertised in _advertised.GetValueOrDefault(port) ?? [])
        {
            if (!advertised.Challenge.AsSpan().SequenceEqual(challenge))
                continue;
            if (advertised.Users.Contains(node))
                return ChallengeState.Stale;
            return advertised.Users.Count < MostUsers ? ChallengeState.Good : ChallengeState.Unknown;
        }
        return ChallengeState.Unknown;
    }

    /// <summary>Notes that a node used a challenge: it may use neither that one again nor an older one.</summary>
    public void Use(PortId port, NodeKey node, ReadOnlySpan<byte> challenge)
    {
        if (_given.TryGetValue(node, out var given) && given.Challenge.AsSpan().SequenceEqual(challenge))
            given.Used = true;
        var isThisOrOlder = given is { Used: true };
        foreach (var advertised in _advertised.GetValueOrDefault(port) ?? [])
        {
            isThisOrOlder |= advertised.Challenge.AsSpan().SequenceEqual(challenge);
            if (isThisOrOlder && advertised.Users.Count < MostUsers)
                advertised.Users.Add(node);
        }
    }

    /// <summary>A fresh challenge for one node, to go into a reply.</summary>
    public byte[] GiveTo(NodeKey node, EntropySource entropy)
    {
        var challenge = new byte[Size];
        entropy.Fill(challenge);
        if (!_given.ContainsKey(node))
        {
            if (_givenOrder.Count == MostGiven)
                _given.Remove(_givenOrder.Dequeue());
            _givenOrder.Enqueue(node);
        }
        _given[node] = new(challenge);
        return challenge;
    }

    private sealed class Advertised(ImmutableArray<byte> challenge)
    {
        public ImmutableArray<byte> Challenge { get; } = challenge;

        public HashSet<NodeKey> Users { get; } = [];
    }

    private sealed class Given(byte[] challenge)
    {
        public byte[] Challenge { get; } = challenge;

        public bool Used { get; set; }
    }
}
