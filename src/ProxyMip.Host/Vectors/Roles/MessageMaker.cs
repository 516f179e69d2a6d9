using ProxyMip.Engine.Associations;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>Messages that bring a receiver into the state a vector presupposes.</summary>
internal static class MessageMaker
{
    private const int Room = 512;

    /// <summary>A request under a Mobile-Home extension.</summary>
    public static byte[] Request(in RegistrationRequest request, SecurityAssociation association)
    {
        var writer = new RegistrationWriter(new byte[Room], request);
        writer.Sign(ExtensionType.MobileHomeAuthentication, association.Spi, new(association.Algorithm, association.Key));
        return writer.Complete().ToArray();
    }

    /// <summary>A reply under a Mobile-Home extension, and a Foreign-Home extension when there is an association for it.</summary>
    public static byte[] Reply(in RegistrationReply reply, SecurityAssociation association, SecurityAssociation? foreign, uint? revocationTimestamp)
    {
        var writer = new RegistrationWriter(new byte[Room], reply);
        writer.Sign(ExtensionType.MobileHomeAuthentication, association.Spi, new(association.Algorithm, association.Key));
        if (revocationTimestamp is { } timestamp)
            writer.Append(new RevocationSupportExtension { Timestamp = timestamp });
        if (foreign is not null)
            writer.Sign(ExtensionType.ForeignHomeAuthentication, foreign.Spi, new(foreign.Algorithm, foreign.Key));
        return writer.Complete().ToArray();
    }

    /// <summary>A reply as a foreign agent passes it on: under a Mobile-Home extension, and a Mobile-Foreign one when there is an association for it.</summary>
    public static byte[] ReplyToNode(in RegistrationReply reply, SecurityAssociation association, SecurityAssociation? foreign)
    {
        var writer = new RegistrationWriter(new byte[Room], reply);
        writer.Sign(ExtensionType.MobileHomeAuthentication, association.Spi, new(association.Algorithm, association.Key));
        if (foreign is not null)
            writer.Sign(ExtensionType.MobileForeignAuthentication, foreign.Spi, new(foreign.Algorithm, foreign.Key));
        return writer.Complete().ToArray();
    }

    /// <summary>The instant of an Identification, in the era around the year 2026.</summary>
    public static DateTimeOffset InstantOf(ulong identification) =>
        NtpTimestamp.ToInstant(identification, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
}
