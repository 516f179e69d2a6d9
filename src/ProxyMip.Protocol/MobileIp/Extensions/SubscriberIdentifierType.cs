namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>What identifies a subscriber, RFC 5563 §5.4.</summary>
public enum SubscriberIdentifierType : byte
{
    /// <summary>The International Mobile Subscriber Identity.</summary>
    Imsi = 1,
}
