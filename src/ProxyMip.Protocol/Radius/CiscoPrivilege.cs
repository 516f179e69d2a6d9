using System.Globalization;
using System.Text;

namespace ProxyMip.Protocol.Radius;

/// <summary>What an administrator may do, as the vendor's access points name it in <c>aironet:admin-capability=</c>, joined by <c>+</c>.</summary>
[Flags]
public enum AironetCapabilities
{
    /// <summary>Nothing beyond reading.</summary>
    None = 0,

    /// <summary>Change settings.</summary>
    Write = 1,

    /// <summary>SNMP access.</summary>
    Snmp = 2,

    /// <summary>Change the identity settings.</summary>
    Ident = 4,

    /// <summary>Load firmware.</summary>
    Firmware = 8,

    /// <summary>Manage administrators.</summary>
    Admin = 16,
}

/// <summary>Reads what an attribute pair says about an administrator.</summary>
public static class CiscoPrivilege
{
    /// <summary>The level of an administrator.</summary>
    public const int Administrator = 15;

    /// <summary>Reads <c>shell:priv-lvl=N</c> (RADIUS) or <c>priv-lvl=N</c> (TACACS+), N from 0 to 15.</summary>
    public static bool TryParseLevel(ReadOnlySpan<char> text, out int level)
    {
        level = 0;
        return CiscoAttributePair.TryParse(text, out var pair)
            && (pair.Is("shell", "priv-lvl") || pair.Is("", "priv-lvl"))
            && int.TryParse(pair.Value, NumberStyles.None, CultureInfo.InvariantCulture, out level)
            && level <= Administrator;
    }

    /// <summary>Reads <c>aironet:admin-capability=write+snmp+ident+firmware+admin</c>, any of them in any order; false when a word is unknown.</summary>
    public static bool TryParseCapabilities(ReadOnlySpan<char> text, out AironetCapabilities capabilities)
    {
        capabilities = default;
        if (!CiscoAttributePair.TryParse(text, out var pair) || !pair.Is("aironet", "admin-capability"))
            return false;
        foreach (var range in pair.Value.Split('+'))
        {
            var word = pair.Value[range].Trim();
            var named = Named(word);
            if (named == AironetCapabilities.None)
                return false;
            capabilities |= named;
        }
        return true;
    }

    /// <summary>Reads the pairs of an Accept.</summary>
    public static ConsoleGrant Read(in RadiusPacket accept)
    {
        var grant = new ConsoleGrant();
        Span<char> characters = stackalloc char[byte.MaxValue];
        foreach (var attribute in accept.Attributes)
        {
            if (attribute.Type == RadiusAttributeType.ServiceType && attribute.TryReadInteger(out var service))
                grant = grant with { ServiceType = (RadiusServiceType)service };
            if (!VendorSpecific.TryParse(attribute, out var vendor) || vendor.Vendor != RadiusVendor.Cisco)
                continue;
            foreach (var pair in vendor.Attributes)
            {
                var text = characters[..Encoding.Latin1.GetChars(pair.Value, characters)];
                if (pair.Type != CiscoAttributePair.VendorType)
                    continue;
                if (TryParseLevel(text, out var level))
                    grant = grant with { PrivilegeLevel = level };
                else if (TryParseCapabilities(text, out var capabilities))
                    grant = grant with { Capabilities = capabilities };
            }
        }
        return grant;
    }

    private static AironetCapabilities Named(ReadOnlySpan<char> word) => word switch
    {
        "write" => AironetCapabilities.Write,
        "snmp" => AironetCapabilities.Snmp,
        "ident" => AironetCapabilities.Ident,
        "firmware" => AironetCapabilities.Firmware,
        "admin" => AironetCapabilities.Admin,
        _ => AironetCapabilities.None,
    };
}

/// <summary>How far an Accept opens the console.</summary>
public enum ConsoleAccess
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>To look.</summary>
    ReadOnly,

    /// <summary>To administer.</summary>
    Administrator,
}

/// <summary>What an Accept says about a login to the console (protocol reference 16.5).</summary>
public readonly record struct ConsoleGrant
{
    /// <summary>Service-Type; null when absent.</summary>
    public RadiusServiceType? ServiceType { get; init; }

    /// <summary>0 to 15; null when absent.</summary>
    public int? PrivilegeLevel { get; init; }

    /// <summary>Capabilities in the vendor's words; null when absent.</summary>
    public AironetCapabilities? Capabilities { get; init; }

    /// <summary>
    /// Administration only with Service-Type Administrative or level 15. Nothing at all with a Service-Type that is neither Administrative nor NAS Prompt,
    /// and nothing when the answer says nothing.
    /// </summary>
    public ConsoleAccess Access
    {
        get
        {
            if (ServiceType is not (null or RadiusServiceType.Administrative or RadiusServiceType.NasPrompt))
                return ConsoleAccess.None;
            if (ServiceType == RadiusServiceType.Administrative || PrivilegeLevel == CiscoPrivilege.Administrator)
                return ConsoleAccess.Administrator;
            return ServiceType is null && PrivilegeLevel is null && Capabilities is null ? ConsoleAccess.None : ConsoleAccess.ReadOnly;
        }
    }
}
