using System.Text;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>Reasons that can be read off a registration message itself: several may be true, while a receiver stops at the first.</summary>
internal static class MessageReasons
{
    /// <summary>What is true of a request besides the reason a receiver stopped at: nothing in front of a fault authorizes it.</summary>
    public static IEnumerable<string> Of(byte[] octets)
    {
        if (RegistrationRequest.TryParse(octets, out _, out _)
            && !Has(octets, ExtensionType.MobileHomeAuthentication) && !Has(octets, ExtensionType.GeneralizedAuthentication))
            yield return Reasons.NoAuthorization;
    }

    /// <summary>Why a message cannot be parsed.</summary>
    public static IEnumerable<string> OfFault(byte[] octets)
    {
        if (RegistrationMessage.TryParse(octets, out var message, out var fault))
            return [Reasons.MessageType];
        return fault.Kind switch
        {
            WireFaultKind.UnknownExtension => [Reasons.UnknownExtension],
            WireFaultKind.BadLength => [Reasons.MalformedAuthentication],
            WireFaultKind.Truncated => [message.HasFixedPart ? Reasons.TruncatedExtension : Reasons.Short],
            _ => [Reasons.MessageType],
        };
    }

    /// <summary>Whether an extension stands in a message, in front of any fault.</summary>
    public static bool Has(byte[] octets, ExtensionType type)
    {
        var fixedSize = octets.Length == 0 ? 0 : (MobileIpMessageType)octets[0] switch
        {
            MobileIpMessageType.RegistrationRequest => RegistrationRequest.FixedSize,
            MobileIpMessageType.RegistrationReply => RegistrationReply.FixedSize,
            _ => 0,
        };
        if (fixedSize == 0 || octets.Length < fixedSize)
            return false;
        var walk = new ExtensionReader(octets, fixedSize);
        while (walk.MoveNext())
        {
            if (walk.Current.Type == type)
                return true;
        }
        return false;
    }

    /// <summary>The NAI a request carries; null without one.</summary>
    public static string? NaiOf(byte[] octets)
    {
        if (!RegistrationMessage.TryParse(octets, out var message, out _) || !message.TryFind(ExtensionType.MobileNodeNai, out var nai))
            return null;
        return Encoding.UTF8.GetString(nai.Data);
    }
}
