using System.Collections.Immutable;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>The two services we ask a TACACS+ server about: their arguments, and the names we know in its answers (protocol reference 17.3).</summary>
public static class AuthorizationService
{
    private const string AddressName = "addr";

    /// <summary>Arguments that ask for the association of a mobile node; the user is its home address.</summary>
    public static ImmutableArray<string> MobileIp(Ipv4Address mobileNode) => ["service=mobileip", "protocol=ip", $"{AddressName}*{mobileNode}"];

    /// <summary>Arguments that ask what a console login may do: an empty command stands for the login itself (RFC 8907 §8.2).</summary>
    public static ImmutableArray<string> Shell => ["service=shell", "cmd="];

    /// <summary>Whether an argument of an answer about a mobile node is known.</summary>
    public static bool KnowsForMobileIp(string name) =>
        name is "service" or "protocol" or AddressName or "timeout" or "idletime" || CiscoSecurityAssociation.IsName(name);

    /// <summary>Whether an argument of an answer about a console login is known.</summary>
    public static bool KnowsForShell(string name) => name is "service" or "cmd" or "priv-lvl" or "timeout" or "idletime";

    /// <summary>Appends the associations among arguments, and a reason for each that is not usable.</summary>
    public static void ReadAssociations(IEnumerable<string> arguments, ICollection<StoredSecurityAssociation> associations,
        ICollection<SecurityAssociationFault> refused)
    {
        foreach (var argument in arguments)
        {
            if (CiscoSecurityAssociation.TryParse(argument, out var association, out var fault))
                associations.Add(association!);
            else if (fault != SecurityAssociationFault.OtherAttribute)
                refused.Add(fault);
        }
    }
}
