using ProxyMip.Config;

namespace ProxyMip.Runtime.Control;

/// <summary>Who may save what (screen specification 4).</summary>
public static class SectionCapabilities
{
    /// <summary>The capability a save of a section needs.</summary>
    public static UserCapabilities ToSave(string section) =>
        section is SectionNames.Routing or SectionNames.Device ? UserCapabilities.Ident : UserCapabilities.Write;

    /// <summary>Whether a change touches an identity setting: the text of an SSID.</summary>
    public static bool IdentityChange(string section, NodeConfiguration before, NodeConfiguration after) =>
        section == SectionNames.ServiceSets
        && before.ServiceSets.All.Any(set => after.ServiceSets.Find(set.Id) is { } same && same.Name != set.Name);

    /// <summary>Title of the page a section belongs to.</summary>
    public static string PageOf(string section) => section switch
    {
        SectionNames.General => "Proxy Mobile IP General",
        SectionNames.Servers => "Authenticator Configuration",
        SectionNames.Bindings => "Local SA Bindings",
        SectionNames.ServiceSets => "Service Sets",
        SectionNames.Routing => "Routing Setup",
        SectionNames.Vlans => "VLAN Setup",
        SectionNames.Time => "Time Server Setup",
        SectionNames.HomeAgent => "Home Agent",
        SectionNames.ForeignAgent => "Foreign Agent",
        SectionNames.Exchange => "Access Point Exchange",
        _ => "Express Setup",
    };
}
