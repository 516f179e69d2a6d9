using System.Text.Json.Nodes;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Visitors;
using ProxyMip.Host.Vectors.Layers;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>
/// An access point of the engine that has sent the request in the context for a client, and is handed the reply. The clock and the random octets are such
/// that its own request has the Identification the vector names.
/// </summary>
internal sealed class AccessPointBench
{
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_later = TimeSpan.FromHours(2);

    private readonly VectorCase _vector;
    private readonly Envelope? _envelope;
    private readonly PendingRequest? _pending;
    private readonly SecurityAssociation _association;
    private readonly AccessPointTown _town;

    public AccessPointBench(VectorCase vector, Expectation expectation, Envelope? envelope)
    {
        (_vector, _envelope) = (vector, envelope);
        var waitsForNothing = expectation.Reason is { } reason && Reasons.Match(reason, [Reasons.NoPendingRequest]);
        _pending = waitsForNothing ? null : Asked(PendingRequest.Of(vector), envelope);
        _association = VectorAssociations.Of(vector, ExtensionType.MobileHomeAuthentication, false) ?? VectorAssociations.Any;
        var foreign = VectorAssociations.Of(vector, ExtensionType.MobileForeignAuthentication, false)
            ?? (vector.Context.Boolean("ap_has_association_with_fa") == true ? VectorAssociations.Any : null);
        _town = new(_pending, _association, foreign);
    }

    /// <summary>What the access point does with the reply.</summary>
    public Observation Observe()
    {
        var bench = _town.Start();
        if (_pending is not null && !_town.HasSent(bench))
            return Observation.Refused("the access point does not send such a request");
        var before = Picture(bench);
        bench.Handle(Arrival());
        var after = Picture(bench);
        var taken = after.Counters.RegistrationRepliesReceived + after.Counters.DeregisterRepliesReceived
            > before.Counters.RegistrationRepliesReceived + before.Counters.DeregisterRepliesReceived;
        var facts = Facts(bench, before, after);
        if (!taken)
            return Observation.Refused(Observation.Discard, [.. after.Drops.Keys.Except(before.Drops.Keys).SelectMany(ReasonsOf)]) with { Facts = facts };
        // A refusal nobody can verify is counted and told, and not believed.
        if (IsDoubtful())
            return Observation.Refused(Observation.Discard, Reasons.MissingMobileHome, Reasons.WrongAuthenticator) with { Facts = facts };
        return new(Observation.Accept) { Facts = facts, Deeds = Follow(bench, facts) };
    }

    // A client at home is deregistered straight at its home agent, which answers itself.
    private static PendingRequest? Asked(PendingRequest? pending, Envelope? envelope) =>
        pending is { Lifetime.IsZero: true } && envelope?.Ip.Source == pending.HomeAgent ? pending with { SentTo = pending.HomeAgent } : pending;

    private JsonObject Facts(RoleBench bench, AccessPointSnapshot before, AccessPointSnapshot after)
    {
        var client = after.Clients.FirstOrDefault();
        var isRegistered = client is { CareOfAddress: not null };
        var facts = new JsonObject { ["registered"] = isRegistered };
        if (_vector.Octets.Length > 1)
            facts["code"] = (int)_vector.Octets[1];
        if (isRegistered)
            facts["lifetime"] = client!.Remaining is { } remaining ? (int)Math.Round(remaining.TotalSeconds) : ushort.MaxValue;
        if (after.Counters.RegistrationRequestsDeniedByForeignAgent > before.Counters.RegistrationRequestsDeniedByForeignAgent)
            facts["denied_by"] = "FA";
        if (after.Counters.RegistrationRequestsDeniedByHomeAgent > before.Counters.RegistrationRequestsDeniedByHomeAgent)
            facts["denied_by"] = "HA";
        if (after.Counters.AuthenticationFailuresForForeignAgent > before.Counters.AuthenticationFailuresForForeignAgent)
            facts["counter"] = "authentication failures for FA";
        if (after.Counters.AuthenticationFailuresForHomeAgent > before.Counters.AuthenticationFailuresForHomeAgent)
            facts["counter"] = "authentication failures for HA";
        if (_pending is not null && after.ClockOffsets.TryGetValue(_pending.HomeAgent, out var offset))
            facts["clock_offset_seconds"] = (int)Math.Round(offset.TotalSeconds);
        return facts;
    }

    // What it sends by itself afterwards: at once, and for as long as any hold but the final one.
    private List<string> Follow(RoleBench bench, JsonObject facts)
    {
        var deeds = new List<string>();
        if (_pending is null)
            return deeds;
        var offset = TimeSpan.FromSeconds(facts["clock_offset_seconds"]?.GetValue<int>() ?? 0);
        var soon = RequestsOf(bench).ToList();
        bench.Pass(s_atOnce);
        soon.AddRange(RequestsOf(bench));
        foreach (var request in soon)
        {
            var isCorrected = Math.Abs((MessageMaker.InstantOf(request.Identification) - bench.Now.Wall - offset).TotalSeconds) <= s_atOnce.TotalSeconds;
            if (request.IsDeregistration)
                deeds.Add(Deeds.Deregister);
            else
                deeds.AddRange(isCorrected ? [Deeds.NewRequest, Deeds.CorrectedTimestamp] : [Deeds.NewRequest]);
        }
        bench.Pass(s_later);
        var all = soon.Concat(RequestsOf(bench)).Where(request => !request.IsDeregistration).ToList();
        facts["retry"] = all.Any(request => request.HomeAgent == _pending.HomeAgent);
        if (all.Count == 0)
            return deeds;
        if (all[0].HomeAgent != _pending.HomeAgent)
            facts["home_agent_learned"] = all[0].HomeAgent.ToString();
        if (all[0].Lifetime < _pending.Lifetime)
            facts["retry_lifetime_max"] = (int)all[0].Lifetime.Seconds;
        return deeds;
    }

    private static IEnumerable<RegistrationRequest> RequestsOf(RoleBench bench)
    {
        foreach (var datagram in bench.Datagrams)
        {
            if (RegistrationRequest.TryParse(datagram.Payload.Span, out var request, out _))
                yield return request;
        }
    }

    private bool IsDoubtful() =>
        RegistrationMessage.TryParse(_vector.Octets, out var message, out _) && message.TryGetReply(out var reply)
        && reply.Code == ReplyCode.MobileNodeFailedAuthentication
        && !(message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var extension)
            && new KeyCheck(_association).Verifies(extension));

    private static AccessPointSnapshot Picture(RoleBench bench) =>
        bench.Node.Role<AccessPointRole>()!.Snapshot(bench.Now, bench.Node.Role<DiscoveryRole>());

    private DatagramReceived Arrival() => new(Networks.Port, Networks.Agent, _envelope?.Ip.Source ?? _pending?.SentTo ?? default,
        _envelope?.Ip.Destination ?? _pending?.HomeAddress ?? default, _envelope?.Ip.TimeToLive ?? 64, _envelope?.Udp.SourcePort ?? 434,
        _envelope?.Udp.DestinationPort ?? 434, _vector.Octets);

    private IEnumerable<string> ReasonsOf(AccessPointDropReason reason) => reason switch
    {
        AccessPointDropReason.ReplyMalformed => MessageReasons.OfFault(_vector.Octets),
        AccessPointDropReason.ReplyUnknownExtension => [Reasons.UnknownExtension],
        AccessPointDropReason.ReplyUnexpected => [Reasons.NoPendingRequest],
        AccessPointDropReason.ReplyWrongSource => [Reasons.WrongSender],
        AccessPointDropReason.ReplyIdentification => [Reasons.Identification],
        AccessPointDropReason.ReplyMobileForeign => [MessageReasons.Has(_vector.Octets, ExtensionType.MobileForeignAuthentication) ? Reasons.WrongAuthenticator : Reasons.MissingMobileForeign],
        AccessPointDropReason.ReplyMobileHome => [MessageReasons.Has(_vector.Octets, ExtensionType.MobileHomeAuthentication) ? Reasons.WrongAuthenticator : Reasons.MissingMobileHome],
        AccessPointDropReason.ReplyUnknownCode => [Reasons.Code],
        _ => [],
    };
}
