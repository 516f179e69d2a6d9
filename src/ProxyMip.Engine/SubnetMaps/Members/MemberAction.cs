using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>What a member is to do.</summary>
internal abstract record MemberAction;

internal sealed record SendHello(int To, uint Transaction) : MemberAction;

/// <summary>REGISTER with the own rows.</summary>
/// <param name="To">The authoritative access point.</param>
/// <param name="Transaction">Transaction.</param>
/// <param name="WithoutTable">Claim to hold no table, so that a whole one is offered.</param>
internal sealed record SendRegister(int To, uint Transaction, bool WithoutTable) : MemberAction;

/// <summary>KEEPALIVE with what is held.</summary>
/// <param name="To">The authoritative access point.</param>
/// <param name="Transaction">Transaction.</param>
/// <param name="OfFetched">Name the fetched table that is not in use yet.</param>
internal sealed record SendKeepalive(int To, uint Transaction, bool OfFetched) : MemberAction;

internal sealed record SendFarewell(int To, uint Transaction, MapGoodbyeReason Reason) : MemberAction;

/// <summary>SNAPSHOT-REQUEST for what is missing before the end of the run.</summary>
/// <param name="To">The authoritative access point.</param>
/// <param name="Transaction">Transaction.</param>
/// <param name="Generation">Generation wanted; 0 for the latest.</param>
/// <param name="RunEnd">Part behind the run.</param>
/// <param name="Anew">Forget the parts there are.</param>
internal sealed record AskForParts(int To, uint Transaction, ulong Generation, int RunEnd, bool Anew) : MemberAction;

/// <summary>Apply the changes of the delta that is being handled.</summary>
internal sealed record ApplyDelta(ulong Generation) : MemberAction;

/// <summary>DELTA-ACK.</summary>
internal sealed record AnswerDelta(int To, uint Transaction, MapDeltaStatus Answer, ulong Held) : MemberAction;

/// <summary>Put the fetched table into use.</summary>
/// <param name="From">Its authoritative access point.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="IsFinal">Drop whatever it lacks: an administrator asked for it.</param>
internal sealed record UseFetchedTable(int From, ulong Generation, bool IsFinal) : MemberAction;

/// <summary>The table in use is the one of this authoritative access point, by digest.</summary>
internal sealed record ConfirmTable(int From, ulong Generation) : MemberAction;

/// <summary>The authoritative access point in use; null when none is.</summary>
internal sealed record Activate(int? Aap) : MemberAction;

/// <summary>An authoritative access point was given up.</summary>
/// <param name="Aap">Which one.</param>
/// <param name="Why">Why.</param>
/// <param name="Next">The one tried next; null when all failed.</param>
internal sealed record ReportGivenUp(int Aap, GivenUpReason Why, int? Next) : MemberAction;

/// <summary>None of them answers. Reported once per outage.</summary>
internal sealed record ReportNoneReachable : MemberAction;

internal sealed record ReportListsDiffer(int Aap) : MemberAction;

internal sealed record ReportRowsRefused(int Aap, MapRegisterStatus Status) : MemberAction;

/// <summary>Clear or Refresh is over.</summary>
/// <param name="Answered">False: no authoritative access point could be reached.</param>
internal sealed record FinishMaintenance(bool Answered) : MemberAction;

/// <summary>Something arrived that makes no sense in this phase; it is counted.</summary>
internal sealed record CountUnexpected(MemberEvent Event) : MemberAction;

/// <summary>Why an authoritative access point was given up.</summary>
internal enum GivenUpReason : byte
{
    NoAnswer,
    NotAccepting,
    NotAuthoritative,
    Full,
    ListsDiffer,
    BadTable,
    Left,
    Refused,
}
