using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Agents;

/// <summary>Why a message that could not be parsed is dropped.</summary>
internal static class MessageFaults
{
    /// <summary>The reason behind a fault of <c>RegistrationMessage.TryParse</c>.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="hasFixedPart">Whether the fixed part could be read.</param>
    public static DiscardReason ReasonOf(WireFault fault, bool hasFixedPart) => fault.Kind switch
    {
        WireFaultKind.UnknownExtension => DiscardReason.UnknownExtension,
        WireFaultKind.BadLength => DiscardReason.MalformedAuthentication,
        WireFaultKind.Truncated when hasFixedPart => DiscardReason.TruncatedExtension,
        WireFaultKind.Truncated => DiscardReason.TooShort,
        _ => DiscardReason.UnknownMessageType,
    };
}
