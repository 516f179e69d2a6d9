using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>Something that happened to a member. Messages are authenticated, fresh and parsed before they get here.</summary>
/// <param name="Fraction">A random value in [0, 1) for whatever the step has to spread.</param>
internal abstract record MemberEvent(double Fraction);

/// <summary>The feature was switched on.</summary>
internal sealed record SwitchedOn(double Fraction) : MemberEvent(Fraction);

/// <summary>The feature was switched off, or the exchange starts over with other settings.</summary>
/// <param name="Fraction">Random.</param>
/// <param name="Reason">What the authoritative access point is told.</param>
internal sealed record SwitchedOff(double Fraction, MapGoodbyeReason Reason) : MemberEvent(Fraction);

/// <summary>A deadline came.</summary>
internal sealed record MemberWoken(double Fraction) : MemberEvent(Fraction);

/// <summary>Agent discovery knows the home agents of the own subnet, or they changed.</summary>
internal sealed record OwnRowsKnown(double Fraction) : MemberEvent(Fraction);

/// <summary>HELLO-ACK.</summary>
internal sealed record HelloAnswered(double Fraction, int From, uint Transaction, MapHelloStatus Status) : MemberEvent(Fraction);

/// <summary>REGISTER-ACK or KEEPALIVE-ACK.</summary>
internal sealed record RegistrationAnswered(double Fraction, int From, uint Transaction, MapRegisterStatus Status, MapNextStep Next, TimeSpan Lifetime,
    ulong Generation) : MemberEvent(Fraction);

/// <summary>A SNAPSHOT-PART that was kept.</summary>
/// <param name="Fraction">Random.</param>
/// <param name="From">The sender.</param>
/// <param name="FirstMissing">First part not there yet.</param>
/// <param name="Parts">Parts of the snapshot.</param>
/// <param name="Verdict">What the whole table looks like, once all parts are there.</param>
/// <param name="Generation">Its generation.</param>
internal sealed record PartKept(double Fraction, int From, int FirstMissing, int Parts, TableVerdict Verdict, ulong Generation) : MemberEvent(Fraction);

/// <summary>DELTA of the merged table.</summary>
internal sealed record DeltaArrived(double Fraction, int From, uint Transaction, ulong FromGeneration, ulong ToGeneration) : MemberEvent(Fraction);

/// <summary>The table does not have the digest that was told for its generation.</summary>
internal sealed record DigestDiffers(double Fraction) : MemberEvent(Fraction);

/// <summary>ERROR.</summary>
internal sealed record Refused(double Fraction, int From, MapErrorCode Code, uint Transaction) : MemberEvent(Fraction);

/// <summary>A message carried a later epoch: the authoritative access point restarted.</summary>
internal sealed record Restarted(double Fraction, int From) : MemberEvent(Fraction);

/// <summary>GOODBYE of an authoritative access point.</summary>
internal sealed record AapLeft(double Fraction, int From) : MemberEvent(Fraction);

/// <summary>An administrator pressed Clear or Refresh.</summary>
internal sealed record MaintenanceAsked(double Fraction, Maintenance Kind) : MemberEvent(Fraction);
