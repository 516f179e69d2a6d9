using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>The desks of a foreign agent and what they share: settings, lists, associations, challenges, counters.</summary>
internal sealed class ForeignAgentBooks
{
    private readonly KeyedAssociations _keyed = new();

    public ForeignAgentBooks(NodeSettings host)
    {
        (Host, Settings) = (host, host.ForeignAgent!);
        Denials = new(Tally, Reports, Challenges);
        (Requests, Replies, Revocations) = (new(this), new(this), new(this));
    }

    public NodeSettings Host { get; private set; }

    public ForeignAgentSettings Settings { get; private set; }

    public VisitorList List { get; } = new();

    public ChallengeBook Challenges { get; } = new();

    public AgentTally Tally { get; } = new();

    public ForeignAgentReports Reports { get; } = new();

    public DenialSender Denials { get; }

    public RequestDesk Requests { get; }

    public ReplyDesk Replies { get; }

    public RevocationDesk Revocations { get; }

    public void Change(NodeSettings host)
    {
        (Host, Settings) = (host, host.ForeignAgent!);
        _keyed.Clear();
    }

    /// <summary>The association with a mobile node; null when there is none or it has no address yet.</summary>
    public KeyedAssociation? NodeAssociation(Ipv4Address homeAddress) => _keyed.Of(Settings.MobileNodeAssociations.Find(homeAddress));

    /// <summary>The association with a home agent; null when there is none.</summary>
    public KeyedAssociation? HomeAgentAssociation(Ipv4Address homeAgent) => _keyed.Of(Settings.HomeAgentAssociations.GetValueOrDefault(homeAgent));

    /// <summary>Ends a visitor: its packets are nobody's any more.</summary>
    public void End(Visitor visitor, string why, in StepContext context)
    {
        List.Remove(visitor);
        if (visitor.Path is not null)
            context.Do(new PacketPath.RemoveVisitorPath(visitor.HomeAddress));
        Reports.Gone(visitor, why, context);
    }
}
