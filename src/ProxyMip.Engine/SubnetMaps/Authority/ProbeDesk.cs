using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Probing;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>
/// Asks the home agents nobody vouches for, and keeps count while an administrator waits for Clear or Refresh: Clear lets one round decide, Refresh starts one.
/// </summary>
internal sealed class ProbeDesk(ProbeBook book, SubnetMapPort port, AuthorityTables tables)
{
    private readonly SortedSet<MapRow> _awaited = [];
    private bool _isClear;
    private int _total;
    private int _before;
    private int _removed;

    /// <summary>When there is something to do.</summary>
    public TimeSpan? WakeAt => book.WakeAt;

    /// <summary>Clear or Refresh in progress.</summary>
    public SubnetMapMaintenance? Maintenance => _total == 0 ? null : new(_isClear, _total - _awaited.Count, _total);

    private ClaimLedger Ledger => tables.Ledger;

    /// <summary>Clear or Refresh: every row nobody vouches for is asked for now. A running one goes on with what is asked last.</summary>
    public void Maintain(bool isClear, in StepContext context)
    {
        var rows = Ledger.Unvouched();
        (_isClear, _total, _before, _removed) = (isClear, rows.Count, Ledger.Merged.Count, 0);
        _awaited.Clear();
        _awaited.UnionWith(rows);
        foreach (var row in rows)
        {
            book.Start(row, context.Now.Uptime);
            book.Hurry(row, isClear ? 1 : ProbeMachine.Rounds, context.Now.Uptime);
        }
        if (rows.Count == 0)
            context.Raise(new SubnetMapMaintained(0, _before, AapAnswered: true));
    }

    /// <summary>Ends what runs, since the exchange is switched off.</summary>
    public void Abort(in StepContext context)
    {
        if (_total > 0)
            context.Raise(new SubnetMapMaintained(_removed, _before, AapAnswered: true));
        _total = 0;
        _awaited.Clear();
    }

    /// <summary>Takes what is due.</summary>
    public void Wake(in StepContext context)
    {
        while (book.WakeAt <= context.Now.Uptime && book.TryStep(context.Now.Uptime, context.Entropy.NextUInt32(), out var news))
            Take(news, context);
        Finish(context);
    }

    /// <summary>A registration reply came in. Returns whether it answers a probe.</summary>
    public bool TryAnswer(DatagramReceived datagram, in StepContext context)
    {
        var now = context.Now.Uptime;
        if (!RegistrationReply.TryParse(datagram.Payload.Span, out var reply, out _)
            || !book.TryAnswer(datagram.Source, reply.HomeAgent, Words.Low(reply.Identification), now, out var row))
            return false;
        port.Meter.ProbesAnswered++;
        Ledger.Prove(row, now);
        context.Report(AuthorityReports.ProbeAnswered(row));
        Done(row, removed: false, context);
        tables.Collect(now);
        return true;
    }

    private void Take(ProbeNews news, in StepContext context)
    {
        var now = context.Now.Uptime;
        switch (news.Outcome)
        {
            case ProbeOutcome.SendBroadcast or ProbeOutcome.SendUnicast:
                port.Meter.ProbesSent++;
                context.Do(ProbeRequest.Make(port.Self.Address, news.Row, news.Outcome == ProbeOutcome.SendUnicast, news.LowWord, context.Now.Wall, context.Entropy));
                Ledger.Settle(news.Row, now); // the time it was held for is over
                break;
            case ProbeOutcome.RoundFailed:
                Ledger.Doubt(news.Row, now);
                context.Report(AuthorityReports.ProbeRoundFailed(news.Row));
                Done(news.Row, removed: false, context);
                break;
            case ProbeOutcome.Died:
                var removed = Ledger.Bury(news.Row, now);
                if (removed)
                    context.Report(AuthorityReports.ProbeUnanswered(news.Row));
                Done(news.Row, removed, context);
                break;
            case ProbeOutcome.Nothing:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
        tables.Collect(now);
    }

    private void Done(MapRow row, bool removed, in StepContext context)
    {
        if (!_awaited.Remove(row))
            return;
        _removed += removed ? 1 : 0;
        Finish(context);
    }

    // A row somebody vouches for again, or that another one keeps, is no longer waited for.
    private void Finish(in StepContext context)
    {
        if (_total == 0)
            return;
        _awaited.RemoveWhere(row => !book.Contains(row));
        if (_awaited.Count > 0)
            return;
        _total = 0;
        context.Raise(new SubnetMapMaintained(_removed, _before, AapAnswered: true));
    }
}
