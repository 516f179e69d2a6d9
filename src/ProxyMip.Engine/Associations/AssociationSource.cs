using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Associations;

/// <summary>
/// Where an access point gets associations: local ranges and servers in the order configured (decision D-07). Answers of servers are kept for their
/// Session-Timeout or an hour, refusals for a minute; queries are few per second, and never two at a time for one client.
/// </summary>
internal sealed class AssociationSource
{
    private const int Capacity = 20_000;

    private static readonly TimeSpan s_keepFound = TimeSpan.FromSeconds(3600);
    private static readonly TimeSpan s_keepRefused = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestQuery = TimeSpan.FromSeconds(100);

    private readonly Dictionary<Ipv4Address, Known> _known = [];
    private readonly Queue<(Ipv4Address Client, TimeSpan Until)> _order = new();
    private readonly Dictionary<Ipv4Address, TimeSpan> _asked = [];
    private RateLimit? _budget;
    private int _budgetSize;

    /// <summary>What is known of a client's association without asking anybody; null: a server has to be asked.</summary>
    public AssociationFinding? Find(Ipv4Address client, AccessPointSettings settings, TimeSpan now)
    {
        var local = settings.Associations.Find(client);
        if (local is not null && (settings.AssociationOrder == AssociationOrder.LocalFirst || !settings.HasAssociationServer))
            return new(AssociationStanding.Found, local);
        if (!settings.HasAssociationServer)
            return new(AssociationStanding.Missing);
        if (!_known.TryGetValue(client, out var known) || known.Until <= now)
            return null;
        return known.Finding.IsFound || local is null ? known.Finding : new(AssociationStanding.Found, local);
    }

    /// <summary>Drops what a server said about a client: the association was refused by an agent.</summary>
    public void Forget(Ipv4Address client) => _known.Remove(client);

    /// <summary>Drops everything servers said: the settings changed.</summary>
    public void ForgetAll()
    {
        _known.Clear();
        _order.Clear();
    }

    /// <summary>Whether a query for a client is under way.</summary>
    public bool IsAsked(Ipv4Address client, TimeSpan now) => _asked.TryGetValue(client, out var at) && at + s_longestQuery > now;

    /// <summary>Whether the budget of the second allows another query; if so, it is noted as sent.</summary>
    public bool TryAsk(Ipv4Address client, AccessPointSettings settings, TimeSpan now)
    {
        var size = Math.Max(1, settings.AssociationQueriesPerSecond);
        if (_budget is null || _budgetSize != size)
            (_budget, _budgetSize) = (new(size, TimeSpan.FromSeconds(1)), size);
        if (!_budget.TryTake(now))
            return false;
        _asked[client] = now;
        return true;
    }

    /// <summary>Takes the answer to a query and says what it means for the client.</summary>
    public AssociationFinding Answered(AssociationAnswered answer, AccessPointSettings settings, TimeSpan now)
    {
        _asked.Remove(answer.MobileNode);
        AssociationFinding finding = answer switch
        {
            { Answer: AssociationAnswer.Found, Association: { } association } => new(AssociationStanding.Found, association, answer.Server ?? "AAA"),
            { Answer: AssociationAnswer.NoServer } => new(AssociationStanding.NoServer),
            { Answer: AssociationAnswer.NotConfigured } => new(AssociationStanding.Missing),
            _ => new(AssociationStanding.Refused, null, answer.Server),
        };
        if (finding.Standing is AssociationStanding.Found or AssociationStanding.Refused)
            Keep(answer.MobileNode, finding, now + (finding.IsFound ? answer.ValidFor ?? s_keepFound : s_keepRefused), now);
        return finding.IsFound || settings.Associations.Find(answer.MobileNode) is not { } local ? finding : new(AssociationStanding.Found, local);
    }

    private void Keep(Ipv4Address client, AssociationFinding finding, TimeSpan until, TimeSpan now)
    {
        while (_order.TryPeek(out var oldest) && (oldest.Until <= now || _order.Count >= Capacity))
        {
            _order.Dequeue();
            if (_known.TryGetValue(oldest.Client, out var known) && known.Until <= oldest.Until)
                _known.Remove(oldest.Client);
        }
        _known[client] = new(finding, until);
        _order.Enqueue((client, until));
    }

    private readonly record struct Known(AssociationFinding Finding, TimeSpan Until);
}
