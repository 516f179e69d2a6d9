using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>
/// The advertisements of one port (RFC 1256 §4.3, RFC 5944 §2.3): when they go out, to whom, with which sequence number. One deadline for the next
/// periodic one, one for the shared answer to solicitations.
/// </summary>
internal sealed class PortAdvertiser(PortPlan plan)
{
    // RFC 1256 §5.1 calls them MAX_INITIAL_ADVERT_INTERVAL, MAX_INITIAL_ADVERTISEMENTS and MAX_RESPONSE_DELAY.
    private const int InitialAdvertisements = 3;
    private static readonly TimeSpan s_longestInitialInterval = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan s_longestAnswerDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestStartDelay = TimeSpan.FromSeconds(1);

    /// <summary>Decision D-12: at most one multicast per second and port; the same for the unicast answers to one station.</summary>
    private static readonly TimeSpan s_closest = TimeSpan.FromSeconds(1);
    private const int MostUnicastAnswersPerSecond = 20;
    private const int ChallengeSize = 16;

    private readonly RatePerKey<MacAddress> _answered = new(s_closest, MostUnicastAnswersPerSecond);
    private AdvertisementSequence _sequence = AdvertisementSequence.First;
    private ImmutableArray<byte> _challenge = [];
    private TimeSpan? _periodicAt;
    private TimeSpan? _answerAt;
    private TimeSpan? _multicastAt;
    private int _multicasts;

    public PortPlan Plan { get; private set; } = plan;

    /// <summary>The earlier of the next periodic advertisement and the shared answer; null when neither is due.</summary>
    public TimeSpan? WakeAt => _periodicAt is { } periodic && (_answerAt is not { } answer || periodic < answer) ? periodic : _answerAt;

    public void Start(in StepContext context)
    {
        if (!Plan.Settings.Periodic)
            return;
        var startAt = context.Now.Uptime + context.Entropy.Between(TimeSpan.Zero, s_longestStartDelay);
        _periodicAt = NotBefore(_multicastAt + s_closest, startAt);
    }

    /// <summary>Takes a changed plan: says goodbye for addresses that are gone and advertises the rest soon.</summary>
    public void Change(PortPlan plan, in StepContext context)
    {
        if (plan == Plan || (plan with { Routers = Plan.Routers, CareOfAddresses = Plan.CareOfAddresses } == Plan
            && plan.Routers.SequenceEqual(Plan.Routers) && plan.CareOfAddresses.SequenceEqual(Plan.CareOfAddresses)))
            return;
        var withdrawn = Plan.Routers.Where(router => !plan.Routers.Any(kept => kept.Address == router.Address)).ToImmutableArray();
        if (!withdrawn.IsEmpty)
            SendMulticast(new(Plan) { Routers = withdrawn, Lifetime = 0, MobilityAgent = false }, context);
        Plan = plan;
        (_multicasts, _periodicAt) = (0, null);
        Start(context);
    }

    /// <summary>One last advertisement with lifetime 0.</summary>
    public void Stop(in StepContext context) => SendMulticast(new(Plan) { Lifetime = 0 }, context);

    public void Wake(bool busy, in StepContext context)
    {
        var now = context.Now.Uptime;
        if (_periodicAt <= now)
            Multicast(busy, freshChallenge: true, context);
        else if (_answerAt <= now)
            Multicast(busy, freshChallenge: false, context);
    }

    /// <summary>Answers a valid solicitation: by unicast at once, or by a multicast that others share.</summary>
    public void Answer(IcmpReceived solicitation, bool busy, in StepContext context)
    {
        var now = context.Now.Uptime;
        if (!Plan.Settings.AnswerByMulticast && !solicitation.Source.IsAny && _answered.TryTake(solicitation.LinkSource, now))
        {
            EnsureChallenge(fresh: false, context);
            Send(new(Plan) { Busy = busy }, solicitation.LinkSource, solicitation.Source, context);
            return;
        }
        if (_answerAt is not null)
            return;
        var answerAt = now + context.Entropy.Between(TimeSpan.Zero, s_longestAnswerDelay);
        _answerAt = NotBefore(_multicastAt + s_closest, answerAt);
    }

    /// <summary>Tells one visitor that its binding is gone: sequence number 0, which leaves the numbers everyone else sees alone.</summary>
    public void Reset(VisitorRevoked revoked, bool busy, in StepContext context)
    {
        EnsureChallenge(fresh: false, context);
        var draft = new AdvertisementDraft(Plan) { Busy = busy || revoked.StayAway, Challenge = _challenge };
        var message = draft.Build(AdvertisementSequence.First)[0];
        context.Do(new SendIcmp(Plan.Port, revoked.LinkAddress, Plan.Source, revoked.Visitor, 1, message));
    }

    private void Multicast(bool busy, bool freshChallenge, in StepContext context)
    {
        EnsureChallenge(freshChallenge, context);
        SendMulticast(new(Plan) { Busy = busy }, context);
        _multicasts++;
        _answerAt = null;
        if (!Plan.Settings.Periodic)
            return;
        var interval = context.Entropy.Between(AdvertisingRules.MinimumIntervalOf(Plan.Settings), Plan.Settings.MaximumInterval);
        if (_multicasts <= InitialAdvertisements && interval > s_longestInitialInterval)
            interval = s_longestInitialInterval;
        _periodicAt = context.Now.Uptime + interval;
    }

    private void EnsureChallenge(bool fresh, in StepContext context)
    {
        if (!Plan.Challenge || (!fresh && !_challenge.IsEmpty))
            return;
        var octets = new byte[ChallengeSize];
        context.Entropy.Fill(octets);
        _challenge = [.. octets];
        context.Raise(new ChallengeAdvertised(Plan.Port, _challenge));
    }

    private void SendMulticast(AdvertisementDraft draft, in StepContext context)
    {
        _multicastAt = context.Now.Uptime;
        Send(draft, null, Plan.Settings.Destination, context);
    }

    private void Send(AdvertisementDraft draft, MacAddress? linkDestination, Ipv4Address destination, in StepContext context)
    {
        foreach (var message in (draft with { Challenge = _challenge }).Build(_sequence))
        {
            context.Do(new SendIcmp(Plan.Port, linkDestination, Plan.Source, destination, 1, message));
            if (draft.MobilityAgent)
                _sequence = _sequence.Next;
        }
    }

    private static TimeSpan NotBefore(TimeSpan? bound, TimeSpan time) => bound > time ? bound.Value : time;
}
