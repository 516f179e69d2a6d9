using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>The tables of an authoritative access point, the copies of them others fetch, and when changes are published.</summary>
/// <param name="ledger">Claims and merged table.</param>
/// <param name="port">Where messages go.</param>
internal sealed class AuthorityTables(ClaimLedger ledger, SubnetMapPort port)
{
    private readonly SnapshotShelf _claims = new(ledger.Own);
    private Pacer _serving = new(AuthorityPolicy.DatagramsPerSecond, AuthorityPolicy.DatagramsPerSecond / 4.0);
    private uint _pushes;

    /// <summary>Claims and merged table.</summary>
    public ClaimLedger Ledger { get; } = ledger;

    /// <summary>Copies of the merged table.</summary>
    public SnapshotShelf Merged { get; } = new(ledger.Merged);

    /// <summary>When staged changes are published; null when there are none.</summary>
    public TimeSpan? PublishAt { get; private set; }

    /// <summary>A transaction for a pushed message: its top bit is set.</summary>
    public uint NextPush() => MapHeader.PushTransaction + ++_pushes;

    /// <summary>Sees to it that staged changes are published in time. Called after everything that may have staged some.</summary>
    public void Collect(TimeSpan now)
    {
        if (Ledger.Own.HasStaged || Ledger.Merged.HasStaged)
            PublishAt ??= now + AuthorityPolicy.Collect;
    }

    /// <summary>Publishes what was collected.</summary>
    /// <param name="claims">Changes of the own claims.</param>
    /// <param name="merged">Changes of the merged table.</param>
    public void Publish(List<PublishedChange> claims, List<PublishedChange> merged)
    {
        PublishAt = null;
        Ledger.Own.Publish(claims);
        Ledger.Merged.Publish(merged);
    }

    /// <summary>Sends the changes that follow a generation.</summary>
    public void SendDelta(PeerLink to, MapScope scope, in PushState push, in StepContext context)
    {
        var table = scope == MapScope.Merged ? Ledger.Merged : Ledger.Own;

        // Where deltas cannot lead on, the newest change alone makes the receiver say that it has a gap.
        var after = table.Covers(push.Confirmed) ? push.Confirmed : table.Generation - 1;
        Span<MapChange> changes = stackalloc MapChange[MapDelta.MaxChanges];
        var count = table.Collect(after, changes);
        var reached = after + (ulong)count;
        var delta = new MapDelta { Scope = scope, FromGeneration = after, ToGeneration = reached };
        port.Send(to, MapMessageType.Delta, push.Transaction, delta.WriteTo(port.Body, changes[..count]), context, last: reached == table.Generation);
    }

    /// <summary>Answers a SNAPSHOT-REQUEST: by the parts, by ERROR 9 when the generation is not there, by ERROR 10 when too many ask.</summary>
    public void Serve(PeerLink to, in MapHeader asked, in MapSnapshotRequest request, in StepContext context)
    {
        var shelf = request.Scope == MapScope.Merged ? Merged : _claims;
        var snapshot = request.Generation == 0 ? shelf.Offer(context.Now.Uptime)
            : shelf.Find(request.Generation) ?? (request.Generation == TableOf(request.Scope).Generation ? shelf.Offer(context.Now.Uptime) : null);
        if (snapshot is null || (request.Generation != 0 && snapshot.Generation != request.Generation))
        {
            port.Refuse(asked, to, MapErrorCode.GenerationNotAvailable, context);
            return;
        }
        var end = Math.Min(request.FirstPart + request.PartsWanted, snapshot.Parts);
        if (request.FirstPart >= end)
        {
            port.Refuse(asked, to, MapErrorCode.MalformedBody, context);
            return;
        }
        if (!_serving.TryTake(end - request.FirstPart, context.Now.Uptime))
        {
            port.Refuse(asked, to, MapErrorCode.SlowDown, context);
            return;
        }
        snapshot.AskedAt = context.Now.Uptime;
        for (int part = request.FirstPart; part < end; part++)
            SendPart(to, asked.Transaction, request.Scope, snapshot, part, part == end - 1, context);
    }

    private VersionedTable TableOf(MapScope scope) => scope == MapScope.Merged ? Ledger.Merged : Ledger.Own;

    private void SendPart(PeerLink to, uint transaction, MapScope scope, Snapshot snapshot, int part, bool last, in StepContext context)
    {
        var rows = (uint)snapshot.Entries.Length;
        var body = new MapSnapshotPart
        {
            Scope = scope,
            Generation = snapshot.Generation,
            Part = (ushort)part,
            PartCount = (ushort)snapshot.Parts,
            TotalRows = rows,
        };
        var entries = snapshot.Entries.AsSpan(part * MapSnapshotPart.EntriesPerPart, (int)MapSnapshotPart.EntriesIn((uint)part, rows));
        port.Send(to, MapMessageType.SnapshotPart, transaction, body.WriteTo(port.Body, entries), context, last);
    }
}
