using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>What an access point accepts as an advertisement, and what it keeps of it (protocol reference 3.2, 3.6).</summary>
internal static class AdvertisementIntake
{
    private const byte OnLink = 1;

    /// <summary>Why an advertisement is discarded before or while it is read; null when it is good.</summary>
    public static AccessPointDropReason? Check(IcmpReceived message, NodeInterface uplink, out RouterAdvertisement advertisement)
    {
        advertisement = default;
        if (message.Port != uplink.Port)
            return AccessPointDropReason.AdvertisementFromRadio;
        if (!message.Source.IsUnicastHost)
            return AccessPointDropReason.AdvertisementSource;
        if (!RouterAdvertisement.TryParse(message.Message.Span, out advertisement, out var fault))
        {
            return fault.Kind switch
            {
                WireFaultKind.BadChecksum => AccessPointDropReason.AdvertisementChecksum,
                WireFaultKind.UnknownExtension => AccessPointDropReason.AdvertisementUnknownExtension,
                _ => AccessPointDropReason.AdvertisementMalformed,
            };
        }
        return advertisement.IsAgentAdvertisement && message.TimeToLive != OnLink ? AccessPointDropReason.AdvertisementTimeToLive : null;
    }

    /// <summary>Copies what is kept of an agent advertisement.</summary>
    public static HeardAgent Keep(IcmpReceived message, in RouterAdvertisement advertisement, Moment now)
    {
        var agent = advertisement.MobilityAgent;
        var routers = new AdvertisedRouter[advertisement.Routers.Count];
        var next = 0;
        foreach (var router in advertisement.Routers)
            routers[next++] = new(router.Address, router.Preference, router.PrefixLength);
        return new()
        {
            Address = message.Source,
            LinkAddress = message.LinkSource,
            Port = message.Port,
            Bits = agent.Bits,
            Sequence = agent.Sequence.Value,
            RegistrationLifetime = agent.RegistrationLifetime.Seconds,
            CareOfAddresses = [.. agent.CareOfAddresses.ToArray()],
            Routers = [.. routers],
            Challenge = [.. advertisement.Challenge],
            HeardAt = now.Uptime,
            ExpiresAt = now.Uptime + TimeSpan.FromSeconds(advertisement.Lifetime),
        };
    }
}
