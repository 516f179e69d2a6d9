namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>What a walk over extensions has to know of a type.</summary>
[Flags]
internal enum ExtensionTraits : byte
{
    Unknown = 0,
    Known = 1,
    LongFormat = 2,
    ShortFormat = 4,
    Authentication = 8,
}
