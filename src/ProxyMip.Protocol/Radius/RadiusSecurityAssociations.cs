using ProxyMip.Protocol.Security;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// Reads every association an Access-Accept carries: attribute pairs of vendor 9, and the SPI and salted key of 3GPP2 and WiMAX servers. Attributes of
/// other vendors are ignored.
/// </summary>
public static class RadiusSecurityAssociations
{
    /// <summary>Appends the associations in wire order, and a reason for each that is not usable.</summary>
    /// <param name="accept">A verified Access-Accept.</param>
    /// <param name="requestAuthenticator">16 octets of the request it answers; salted keys depend on it.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="associations">Receives what is usable.</param>
    /// <param name="refused">Receives a reason per association that is not; never a piece of a key.</param>
    public static void Read(in RadiusPacket accept, ReadOnlySpan<byte> requestAuthenticator, RadiusSecret secret,
        ICollection<StoredSecurityAssociation> associations, ICollection<SecurityAssociationFault> refused)
    {
        var thirdGeneration = new SplitAssociation();
        var wimax = new SplitAssociation();
        foreach (var attribute in accept.Attributes)
        {
            if (!VendorSpecific.TryParse(attribute, out var vendor))
                continue;
            foreach (var inner in vendor.Attributes)
            {
                switch (vendor.Vendor)
                {
                    case RadiusVendor.Cisco when inner.Type == CiscoAttributePair.VendorType:
                        ReadPair(inner.Value, associations, refused);
                        break;
                    case RadiusVendor.ThirdGeneration2:
                        thirdGeneration.Take(inner, (byte)ThirdGeneration2AttributeType.MobileNodeHomeAgentSpi,
                            (byte)ThirdGeneration2AttributeType.MobileNodeHomeAgentKey, requestAuthenticator, secret);
                        break;
                    case RadiusVendor.Wimax:
                        wimax.Take(inner, (byte)WimaxAttributeType.MobileNodeHomeAgentSpi, (byte)WimaxAttributeType.MobileNodeHomeAgentKey,
                            requestAuthenticator, secret);
                        break;
                    default:
                        break;
                }
            }
        }
        thirdGeneration.Finish(associations, refused);
        wimax.Finish(associations, refused);
    }

    private static void ReadPair(ReadOnlySpan<byte> text, ICollection<StoredSecurityAssociation> associations, ICollection<SecurityAssociationFault> refused)
    {
        if (CiscoSecurityAssociation.TryParse(text, out var association, out var fault))
            associations.Add(association!);
        else if (fault != SecurityAssociationFault.OtherAttribute)
            refused.Add(fault);
    }

    // SPI and key come in two attributes.
    private struct SplitAssociation
    {
        private Spi? _spi;
        private SecretKey? _key;
        private bool _keyCame;

        public void Take(VendorAttribute attribute, byte spiType, byte keyType, ReadOnlySpan<byte> requestAuthenticator, RadiusSecret secret)
        {
            if (attribute.Type == spiType && attribute.TryReadInteger(out var spi))
                _spi = new(spi);
            if (attribute.Type != keyType)
                return;
            _keyCame = true;
            Span<byte> key = stackalloc byte[SaltedKey.MaxSize];
            if (SaltedKey.TryReveal(attribute.Value, secret, requestAuthenticator, key, out var length))
                _key = new(key[..length]);
            key.Clear();
        }

        public readonly void Finish(ICollection<StoredSecurityAssociation> associations, ICollection<SecurityAssociationFault> refused)
        {
            if (_spi is null && !_keyCame)
                return;
            var fault = (_spi, _key) switch
            {
                (null, _) => SecurityAssociationFault.SpiMissing,
                ({ IsReserved: true }, _) => SecurityAssociationFault.SpiReserved,
                (_, null) => _keyCame ? SecurityAssociationFault.KeyUnreadable : SecurityAssociationFault.KeyMissing,
                (_, { Octets.Length: < CiscoSecurityAssociation.MinKeySize }) => SecurityAssociationFault.KeyShort,
                _ => SecurityAssociationFault.None,
            };
            if (fault == SecurityAssociationFault.None)
                associations.Add(new(_spi!.Value, _spi.Value, _key!));
            else
                refused.Add(fault);
        }
    }
}
