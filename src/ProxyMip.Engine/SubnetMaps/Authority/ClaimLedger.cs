using ProxyMip.Engine.SubnetMaps.Probing;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>
/// Who claims which row (protocol reference 15.6). This authoritative access point is the only writer of <see cref="Own"/>; <see cref="Merged"/> is the union of
/// all claims, counts added up. Every change is settled for its row alone.
/// </summary>
/// <remarks>
/// A row never gets lost between two writers: a claim that nobody vouches for any more is given up without probing only when an authoritative access point
/// earlier in the configured list claims the row too. So of all who claim a row the first one keeps it until its home agent was found dead.
/// </remarks>
internal sealed class ClaimLedger(ulong firstGeneration, int ownIndex, PeerClaims[] peers, ProbeBook probes)
{
    private readonly Dictionary<MapRow, OwnClaim> _claims = [];

    /// <summary>Own claims.</summary>
    public VersionedTable Own { get; } = new(firstGeneration, countsMatter: true);

    /// <summary>Union of all claims.</summary>
    public VersionedTable Merged { get; } = new(firstGeneration, countsMatter: false);

    /// <summary>The claim on a row; null when there is none here.</summary>
    public OwnClaim? Find(MapRow row) => _claims.GetValueOrDefault(row);

    /// <summary>Rows claimed here that nobody vouches for, in canonical order.</summary>
    public List<MapRow> Unvouched() => [.. _claims.Where(claim => claim.Value.Count == 0 && !IsVouchedElsewhere(claim.Key)).Select(claim => claim.Key).Order()];

    /// <summary>One more access point of this one vouches for a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="needsProof">Not to be used before its home agent answered a probe, if it is new to the table.</param>
    /// <param name="now">Uptime.</param>
    public void Vouch(MapRow row, bool needsProof, TimeSpan now)
    {
        if (!_claims.TryGetValue(row, out var claim))
        {
            var isNew = !Merged.TryGet(row, out var merged) || merged.State == MapRowState.Unverified;
            claim = _claims[row] = new() { IsUnproven = needsProof && isNew };
        }
        claim.Count++;
        claim.ValidatedAt = now;
        Settle(row, now);
    }

    /// <summary>One access point less.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hold">How long to wait before its home agent is asked, if it was the last one.</param>
    /// <param name="now">Uptime.</param>
    public void Unvouch(MapRow row, TimeSpan hold, TimeSpan now)
    {
        if (!_claims.TryGetValue(row, out var claim))
            return;
        claim.Count--;
        claim.HoldUntil = Later(claim.HoldUntil, now + hold);
        Settle(row, now);
    }

    /// <summary>Claims a row of an authoritative access point that is gone, with nobody vouching for it, unless a living one claims it.</summary>
    public void Adopt(MapRow row, MapRowState state, TimeSpan holdUntil, TimeSpan now)
    {
        if (_claims.ContainsKey(row) || Array.Exists(peers, peer => peer.Held.TryFind(row, out _)))
            return;
        _claims[row] = new() { IsUnproven = state == MapRowState.Unverified, HoldUntil = holdUntil, ValidatedAt = now };
        Settle(row, now);
    }

    /// <summary>Puts off asking about a row.</summary>
    public void Hold(MapRow row, TimeSpan until)
    {
        if (_claims.TryGetValue(row, out var claim))
            claim.HoldUntil = Later(claim.HoldUntil, until);
    }

    /// <summary>Its home agent answered.</summary>
    public void Prove(MapRow row, TimeSpan now)
    {
        if (!_claims.TryGetValue(row, out var claim))
            return;
        claim.IsUnproven = false;
        claim.HasAnswered = true;
        claim.ValidatedAt = now;
        Settle(row, now);
    }

    /// <summary>Its home agent did not answer a whole round.</summary>
    public void Doubt(MapRow row, TimeSpan now)
    {
        if (!_claims.TryGetValue(row, out var claim))
            return;
        claim.HasAnswered = false;
        Settle(row, now);
    }

    /// <summary>Its home agent answered no round. Returns whether the claim went; one that access points vouch for stays, unverified.</summary>
    public bool Bury(MapRow row, TimeSpan now)
    {
        if (!_claims.TryGetValue(row, out var claim))
            return false;
        if (claim.Count > 0)
        {
            probes.Start(row, now + ProbeMachine.Rest);
            return false;
        }
        Drop(row);
        Merge(row);
        return true;
    }

    /// <summary>Works out the state of the own claim on a row after a change of anything it depends on, then the merged row.</summary>
    public void Settle(MapRow row, TimeSpan now)
    {
        if (_claims.TryGetValue(row, out var claim))
            SettleOwn(row, claim, now);
        Merge(row);
    }

    /// <summary>Whether an access point of another living authoritative one vouches for a row.</summary>
    public bool IsVouchedElsewhere(MapRow row)
    {
        foreach (var peer in peers)
        {
            if (peer.Held.TryFind(row, out var entry) && entry.AccessPoints > 0)
                return true;
        }
        return false;
    }

    private void SettleOwn(MapRow row, OwnClaim claim, TimeSpan now)
    {
        var isVouched = claim.Count > 0 || IsVouchedElsewhere(row);
        if (claim.Count == 0 && IsClaimedEarlier(row))
        {
            Drop(row);
            return;
        }
        var isHeld = now < claim.HoldUntil;
        if (claim.IsUnproven || !isVouched)
            probes.Start(row, isVouched || !isHeld ? now : claim.HoldUntil);
        else
        {
            probes.Stop(row);
            claim.HasAnswered = false;
        }
        var state = claim.IsUnproven ? MapRowState.Unverified
            : isVouched || isHeld || claim.HasAnswered ? MapRowState.Active
            : MapRowState.Probing;
        Own.Set(row, state, claim.Count);
    }

    private bool IsClaimedEarlier(MapRow row)
    {
        foreach (var peer in peers)
        {
            if (peer.Index < ownIndex && peer.Held.TryFind(row, out _))
                return true;
        }
        return false;
    }

    private void Drop(MapRow row)
    {
        _claims.Remove(row);
        probes.Stop(row);
        Own.Remove(row);
    }

    // The most trusting of all claims counts.
    private void Merge(MapRow row)
    {
        var (best, count) = ((MapRowState)0, 0);
        if (Own.TryGet(row, out var own))
            (best, count) = (own.State, own.AccessPoints);
        foreach (var peer in peers)
        {
            if (peer.Held.TryFind(row, out var entry))
                (best, count) = (Better(best, entry.State), count + entry.AccessPoints);
            if (peer.Orphaned.TryGetValue(row, out var orphaned))
                best = Better(best, orphaned);
        }
        if (best == 0)
            Merged.Remove(row);
        else
            Merged.Set(row, best, count);
    }

    private static MapRowState Better(MapRowState left, MapRowState right) => left == 0 || right < left ? right : left;

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;
}

/// <summary>What is known of a row claimed here.</summary>
internal sealed class OwnClaim
{
    /// <summary>Access points of this authoritative one that vouch for it.</summary>
    public int Count { get; set; }

    /// <summary>Not to be used before its home agent answered.</summary>
    public bool IsUnproven { get; set; }

    /// <summary>Its home agent answered, and has missed no round since.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>Uptime before which its home agent is not asked.</summary>
    public TimeSpan HoldUntil { get; set; }

    /// <summary>Uptime of the last confirmation.</summary>
    public TimeSpan ValidatedAt { get; set; }
}
