using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Engine.Agents;

/// <summary>What both ends of a revocation check and send (RFC 3543 §4.2).</summary>
internal static class RevocationChecks
{
    /// <summary>Whether exactly one valid Foreign-Home extension authenticates a revocation or its acknowledgement.</summary>
    public static bool IsAuthentic(in RegistrationMessage message, KeyedAssociation? association) =>
        association is not null
        && message.TryFindSingle(ExtensionType.ForeignHomeAuthentication, out var extension)
        && association.Verifies(extension);

    /// <summary>Whether an identifier is later than another; both are seconds that wrap.</summary>
    public static bool IsLater(uint identifier, uint than) => unchecked((int)(identifier - than)) > 0;

    /// <summary>The acknowledgement of a revocation: back to where it came from.</summary>
    public static SendDatagram Acknowledge(DatagramReceived arrival, in RevocationMessage revocation, bool informed, KeyedAssociation association)
    {
        Span<byte> room = stackalloc byte[RevocationAcknowledgement.FixedSize + 64];
        var writer = new RegistrationWriter(room, new RevocationAcknowledgement
        {
            MobileNodeInformed = informed,
            HomeAddress = revocation.HomeAddress,
            RevocationIdentifier = revocation.RevocationIdentifier,
        });
        writer.Sign(ExtensionType.ForeignHomeAuthentication, association.Association.Spi, association.Authenticator);
        return new(null, null, null, arrival.Destination, arrival.Source, 64, arrival.DestinationPort, arrival.SourcePort, writer.Complete().ToArray());
    }
}
