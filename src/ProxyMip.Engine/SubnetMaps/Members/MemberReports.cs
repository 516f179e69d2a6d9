using ProxyMip.Engine.Core;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>Event log entries of a member. An authoritative access point that stays away is reported once, until it was in use again.</summary>
internal sealed class MemberReports(MemberLinks links)
{
    private readonly HashSet<int> _givenUp = [];

    public static EngineReport TooManyOwnRows(int rows) => new(Severity.ProtocolWarning, "subnet-map-own-rows",
        $"{rows} home agents were found on the own subnet; {MapRegister.MaxEntries} are registered.");

    public void Report(MemberAction action, in StepContext context)
    {
        if (links.Active is { } active)
            _givenUp.Remove(active);
        var report = action switch
        {
            ReportGivenUp given => _givenUp.Add(given.Aap) ? GivenUp(given) : null,
            ReportNoneReachable => new EngineReport(Severity.ProtocolAlert, "aap-none-reachable",
                "No authoritative access point can be reached; the subnet map stays in use as it is."),
            ReportListsDiffer differ => new EngineReport(Severity.ProtocolWarning, "aap-lists-differ",
                $"Authoritative access point {links[differ.Aap].Address} is configured with another list than this access point.", Peer: links[differ.Aap].Address),
            ReportRowsRefused refused => new EngineReport(Severity.ProtocolWarning, "subnet-map-rows-refused",
                $"Authoritative access point {links[refused.Aap].Address} did not take every home agent of this subnet: {WordsOf(refused.Status)}.",
                Peer: links[refused.Aap].Address),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (report is not null)
            context.Report(report);
    }

    private EngineReport GivenUp(ReportGivenUp given)
    {
        var next = given.Next is { } aap ? $"{links[aap].Address} is tried next." : "No other one is left to try.";
        return new(Severity.ProtocolWarning, "aap-unreachable",
            $"Authoritative access point {links[given.Aap].Address} {WordsOf(given.Why)}. {next}", Peer: links[given.Aap].Address);
    }

    private static string WordsOf(GivenUpReason reason) => reason switch
    {
        GivenUpReason.NoAnswer => "does not answer",
        GivenUpReason.NotAccepting => "has just started and takes no access points yet",
        GivenUpReason.NotAuthoritative => "says it is none: it is not in its own list",
        GivenUpReason.Full => "has no room for another access point",
        GivenUpReason.ListsDiffer => "refuses, since its list of authoritative access points differs",
        GivenUpReason.BadTable => "sent a table whose digest is wrong",
        GivenUpReason.Left => "was switched off",
        _ => "refuses what this access point sends",
    };

    private static string WordsOf(MapRegisterStatus status) => status == MapRegisterStatus.TableFull ? "its table is full" : "its row policy forbids some";
}
