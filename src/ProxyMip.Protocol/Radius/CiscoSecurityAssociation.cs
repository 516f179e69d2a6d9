using System.Globalization;
using System.Text;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// Reads an association out of an attribute pair in every spelling in use (protocol reference 16.4):
/// <c>[mobileip:]spi[#N]=spi SPI key hex DIGITS [replay timestamp [within SECONDS]] [algorithm md5 mode prefix-suffix | algorithm hmac-md5]</c>, the groups in
/// any order. SPI digits are hexadecimal unless <c>decimal</c> stands before them; <c>inbound-spi</c> and <c>outbound-spi</c> may replace <c>spi</c>.
/// </summary>
public static class CiscoSecurityAssociation
{
    /// <summary>Fewest octets a key may have.</summary>
    public const int MinKeySize = 16;

    private const string ProtocolName = "mobileip";
    private const string Name = "spi";

    /// <summary>Reads the value of vendor 9 type 1, or a TACACS+ argument.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out StoredSecurityAssociation? association, out SecurityAssociationFault fault)
    {
        Span<char> characters = stackalloc char[byte.MaxValue];
        association = null;
        if (text.Length > characters.Length)
        {
            fault = SecurityAssociationFault.OtherAttribute;
            return false;
        }
        Encoding.Latin1.GetChars(text, characters); // one character per octet, so that a key in text keeps its octets
        return TryParse(characters[..text.Length], out association, out fault);
    }

    /// <summary>Reads an attribute pair in text.</summary>
    /// <param name="text">The whole pair; characters above 255 are not part of any association.</param>
    /// <param name="association">The association; null when there is none.</param>
    /// <param name="fault">Why there is none.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out StoredSecurityAssociation? association, out SecurityAssociationFault fault)
    {
        association = null;
        fault = SecurityAssociationFault.OtherAttribute;
        if (!CiscoAttributePair.TryParse(text, out var pair) || !IsAssociation(pair, out var number))
            return false;
        var words = new CiscoAssociationWords(pair.Value);
        fault = words.Read();
        if (fault != SecurityAssociationFault.None)
            return false;
        association = words.Build(number);
        return true;
    }

    /// <summary>Whether a TACACS+ argument or pair name is <c>spi</c> or <c>spi#N</c>.</summary>
    public static bool IsName(ReadOnlySpan<char> name) => TryParseName(name, out _);

    private static bool IsAssociation(CiscoAttributePair pair, out int? number)
    {
        number = null;
        return (pair.Protocol.IsEmpty || pair.Protocol.Equals(ProtocolName, StringComparison.OrdinalIgnoreCase)) && TryParseName(pair.Name, out number);
    }

    private static bool TryParseName(ReadOnlySpan<char> name, out int? number)
    {
        number = null;
        var hash = name.IndexOf('#');
        var word = hash < 0 ? name : name[..hash].TrimEnd();
        if (!word.Equals(Name, StringComparison.OrdinalIgnoreCase))
            return false;
        if (hash < 0)
            return true;
        if (!int.TryParse(name[(hash + 1)..].TrimStart(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        number = value;
        return true;
    }
}
