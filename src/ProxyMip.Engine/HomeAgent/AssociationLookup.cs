using System.Diagnostics.CodeAnalysis;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>How a look-up of an association ended.</summary>
internal enum LookupOutcome
{
    /// <summary>There is one.</summary>
    Found,

    /// <summary>There is none.</summary>
    Unknown,

    /// <summary>The AAA servers were asked; the request is kept until they answer.</summary>
    Waiting,

    /// <summary>The servers would have to be asked, but the budget for that is used up.</summary>
    Full,
}

/// <summary>A request that waits for the association of its node.</summary>
/// <param name="homeAddress">The node.</param>
/// <param name="arrival">The request.</param>
/// <param name="arrivedAt">When it came: its timestamp is judged by that.</param>
internal sealed class WaitingRequest(Ipv4Address homeAddress, DatagramReceived arrival, Moment arrivedAt) : Deadline
{
    public Ipv4Address HomeAddress { get; } = homeAddress;

    public DatagramReceived Arrival { get; } = arrival;

    public Moment ArrivedAt { get; } = arrivedAt;
}

/// <summary>
/// Finds the association of a mobile node: by its name, by its address in the local ranges, or from the AAA servers. Answers are cached (one hour, or
/// what the server says; refusals for a minute). Requests that wait and queries per second are limited, since anyone can make up an address.
/// </summary>
internal sealed class AssociationLookup
{
    private const int NasPort = 0; // a home agent has no numbered port for the node (protocol reference 16.4)
    private static readonly TimeSpan s_keepFound = TimeSpan.FromSeconds(3600);
    private static readonly TimeSpan s_keepRefused = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_keepUnanswered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_betweenRefreshes = TimeSpan.FromSeconds(60);

    private readonly KeyedAssociations _local = new();
    private readonly Dictionary<Ipv4Address, CachedAnswer> _cache = [];
    private readonly DeadlineHeap<CachedAnswer> _cacheEnds = new();
    private readonly Dictionary<Ipv4Address, WaitingRequest> _waiting = [];
    private readonly DeadlineHeap<WaitingRequest> _waitEnds = new();
    private HomeAgentSettings _settings;
    private RateLimit _queries;

    public AssociationLookup(HomeAgentSettings settings) => Change(settings);

    public int WaitingCount => _waiting.Count;

    /// <summary>The earliest end of a wait. Cached answers end when they are looked at or room is needed.</summary>
    public TimeSpan? NextDue => _waitEnds.Earliest;

    [MemberNotNull(nameof(_settings), nameof(_queries))]
    public void Change(HomeAgentSettings settings)
    {
        _settings = settings;
        _queries = new(Math.Max(1, settings.AssociationQueryLimit), TimeSpan.FromSeconds(1));
        _local.Clear();
    }

    /// <summary>The prepared form of an association out of the settings.</summary>
    public KeyedAssociation? Keyed(SecurityAssociation? association) => _local.Of(association);

    /// <summary>The association of a node that is configured here, by name or by address.</summary>
    public KeyedAssociation? FindLocal(Ipv4Address homeAddress, NamedNode? named) =>
        _local.Of(named?.Association ?? _settings.MobileNodeAssociations.Find(homeAddress));

    /// <summary>Looks for the association of a node; asks the servers if need be, keeping the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="named">What its name stands for; null without a known name.</param>
    /// <param name="found">The association.</param>
    /// <param name="context">Where the query goes.</param>
    public LookupOutcome Find(in RequestCase request, NamedNode? named, out KeyedAssociation? found, in StepContext context)
    {
        var homeAddress = request.Request.HomeAddress;
        found = FindLocal(homeAddress, named);
        if (found is not null)
            return LookupOutcome.Found;
        var mayAsk = request is { Network: not null, IsAllowed: true } && request.Parts.MobileHomeCount > 0;
        if (!mayAsk || !_settings.HasAssociationServer)
            return LookupOutcome.Unknown;
        var now = context.Now.Uptime;
        if (_cache.TryGetValue(homeAddress, out var cached) && cached.DueAt > now)
        {
            found = cached.Keyed;
            return found is null ? LookupOutcome.Unknown : LookupOutcome.Found;
        }
        if (_waiting.ContainsKey(homeAddress))
            return LookupOutcome.Waiting; // one request per node is kept; its retransmissions come anyway
        if (_waiting.Count >= _settings.AssociationQueryLimit || !_queries.TryTake(now))
            return LookupOutcome.Full;
        var waiting = new WaitingRequest(homeAddress, request.Arrival, request.ArrivedAt);
        _waiting.Add(homeAddress, waiting);
        _waitEnds.Schedule(waiting, now + s_longestWait);
        context.Do(new QueryAssociation(homeAddress, null, NasPort));
        return LookupOutcome.Waiting;
    }

    /// <summary>Takes an answer of the servers into the cache and hands out the request that waited for it.</summary>
    public WaitingRequest? Answer(AssociationAnswered answer, TimeSpan now)
    {
        if (!_waiting.Remove(answer.MobileNode, out var waiting))
            return null; // asked for by another role, or too late
        _waitEnds.Remove(waiting);
        var keep = answer.Answer switch
        {
            AssociationAnswer.Found => answer.ValidFor ?? s_keepFound,
            AssociationAnswer.NoServer => s_keepUnanswered,
            _ => s_keepRefused,
        };
        Cache(answer.MobileNode, answer.Association is { } association ? new(association) : null, now, keep);
        return waiting;
    }

    /// <summary>Forgets a cached association that a request failed under, at most once a minute: the server may have a newer one.</summary>
    public void Refresh(Ipv4Address homeAddress, TimeSpan now)
    {
        if (_cache.TryGetValue(homeAddress, out var cached) && cached.Keyed is not null && now - cached.Since >= s_betweenRefreshes)
            Drop(cached);
    }

    /// <summary>Takes out a request that has waited too long.</summary>
    public bool TryTakeOverdue(TimeSpan now, [NotNullWhen(true)] out WaitingRequest? waiting)
    {
        if (!_waitEnds.TryTakeDue(now, out waiting))
            return false;
        _waiting.Remove(waiting.HomeAddress);
        return true;
    }

    private void Cache(Ipv4Address homeAddress, KeyedAssociation? keyed, TimeSpan now, TimeSpan keep)
    {
        if (_cache.TryGetValue(homeAddress, out var old))
            Drop(old);
        while (_cacheEnds.TryTakeDue(_cache.Count > _settings.MaximumBindings ? TimeSpan.MaxValue : now, out var ended))
            _cache.Remove(ended.HomeAddress);
        var cached = new CachedAnswer(homeAddress, keyed, now);
        _cache.Add(homeAddress, cached);
        _cacheEnds.Schedule(cached, now + keep);
    }

    private void Drop(CachedAnswer cached)
    {
        _cache.Remove(cached.HomeAddress);
        _cacheEnds.Remove(cached);
    }

    private sealed class CachedAnswer(Ipv4Address homeAddress, KeyedAssociation? keyed, TimeSpan since) : Deadline
    {
        public Ipv4Address HomeAddress { get; } = homeAddress;

        public KeyedAssociation? Keyed { get; } = keyed;

        public TimeSpan Since { get; } = since;
    }
}
