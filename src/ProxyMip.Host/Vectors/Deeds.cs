using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Host.Vectors;

/// <summary>What a receiver may be expected to do next: clauses of the member <c>then</c>, recognised by their words.</summary>
internal static class Deeds
{
    public const string RelayToHomeAgent = "relay to the home agent";
    public const string NoForeignHome = "without extension 34";
    public const string StripForeignHome = "strip 34";
    public const string RelayToMobileNode = "relay to the mobile node";
    public const string NewRequest = "new request";
    public const string CorrectedTimestamp = "corrected timestamp";
    public const string Deregister = "deregister at the home agent";
    public const string DropVisitor = "drop the visitor";
    public const string Acknowledge = "send type 15";
    public const string Deltas = "deltas follow";

    // Words that must all stand in a clause for it to mean the deed.
    private static readonly (string Deed, string[] Words)[] s_meanings =
    [
        (NoForeignHome, ["no", "34"]), (NoForeignHome, ["without", "34"]), (StripForeignHome, ["strip", "34"]), (StripForeignHome, ["remove", "34"]),
        (RelayToMobileNode, ["relay", "node"]), (RelayToMobileNode, ["relay", "client"]), (RelayToHomeAgent, ["relay", "agent"]), (RelayToHomeAgent, ["relay"]),
        (CorrectedTimestamp, ["corrected", "timestamp"]), (NewRequest, ["new", "request"]), (Deregister, ["deregister"]), (DropVisitor, ["drop", "visitor"]),
        (Acknowledge, ["type", "15"]), (Acknowledge, ["acknowledge"]),
        (KeepaliveAck(MapNextStep.Current), ["keepalive-ack", "0"]), (KeepaliveAck(MapNextStep.DeltasFollow), ["keepalive-ack", "1"]),
        (KeepaliveAck(MapNextStep.AskForSnapshot), ["keepalive-ack", "2"]), (Deltas, ["deltas"]),
    ];

    /// <summary>The answer to a KEEPALIVE, with what the access point is told to do next.</summary>
    public static string KeepaliveAck(MapNextStep next) => $"KEEPALIVE-ACK next={(byte)next}";

    /// <summary>Checks every clause that is understood; the others are named as not compared.</summary>
    public static void Compare(string then, IReadOnlyList<string>? done, Findings findings)
    {
        foreach (var clause in then.Split([",", ";", " and ", " then ", " with "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = clause.ToLowerInvariant().Split([' ', '=', '.'], StringSplitOptions.RemoveEmptyEntries);
            var meant = s_meanings.FirstOrDefault(meaning => meaning.Words.All(words.Contains)).Deed;
            if (meant is null || done is null)
                findings.NotUnderstood($"then: '{clause}'");
            else
                findings.Require(done.Contains(meant), $"then: '{clause}' did not happen");
        }
    }
}
