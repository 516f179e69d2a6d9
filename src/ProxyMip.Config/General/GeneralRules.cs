using ProxyMip.Config.Network;

namespace ProxyMip.Config.General;

/// <summary>Rules of the General page (screen specification 5.5; checks PRE-01 to PRE-04, PRE-06, PRE-14).</summary>
public static class GeneralRules
{
    /// <summary>Builds the section, or adds errors and returns null.</summary>
    public static GeneralConfig? TryBuild(GeneralInput input, NodeConfiguration node, FaultList faults)
    {
        string[] typed = [Clean(input.Aap1), Clean(input.Aap2), Clean(input.Aap3)];
        var peers = new PeerName?[typed.Length];
        for (var i = 0; i < typed.Length; i++)
            peers[i] = Read(i, typed, faults);
        if (input.Enabled && typed.All(text => text.Length == 0))
            faults.Error("GEN-01", "gen-aap1", "Enter at least one Authoritative AP before enabling Proxy Mobile IP.");
        if (input.Enabled)
            CheckNode(node, faults);
        return faults.HasErrors ? null : new(input.Enabled, [.. peers.OfType<PeerName>()]);
    }

    private static PeerName? Read(int index, string[] typed, FaultList faults)
    {
        var (text, number) = (typed[index], index + 1);
        var field = $"gen-aap{number}";
        if (text.Length == 0)
            return null;
        if (PeerName.TryParse(text) is not { } peer)
        {
            faults.Error("GEN-02", field,
                $"Authoritative AP {number}: enter an IPv4 address such as 10.0.0.2, or a host name of at most 128 characters.");
            return null;
        }
        if (peer.Address is { IsUnicastHost: false })
            faults.Error("GEN-05", field, $"Authoritative AP {number}: {text} cannot be the address of an access point.");
        for (var before = 0; before < index; before++)
        {
            if (string.Equals(typed[before], text, StringComparison.OrdinalIgnoreCase))
            {
                faults.Error("GEN-03", field, $"Authoritative AP {number} is the same as Authoritative AP {before + 1}.");
                break;
            }
            if (typed[before].Length == 0)
            {
                faults.Error("GEN-04", field, $"Fill in Authoritative AP {before + 1} before Authoritative AP {number}.");
                break;
            }
        }
        return peer;
    }

    private static void CheckNode(NodeConfiguration node, FaultList faults)
    {
        if (node.Vlans.Enabled)
            faults.Error("GEN-06", "gen-enable-yes", "Proxy Mobile IP cannot be used while VLANs are on.");
        if (node.Routing.DefaultGateway is null && node.Device.AddressOrigin == AddressOrigin.Static)
            faults.Error("GEN-07", "gen-enable-yes", "This access point has no default gateway. Set one under Routing first.");
        if (node.Device.Repeater)
            faults.Error("GEN-08", "gen-enable-yes", "Proxy Mobile IP cannot be used on a repeater.");
        if (!node.ServiceSets.All.Any(set => set.ProxyMobileIp))
            faults.Notice("PRE-04", "gen-enable-yes", "Proxy Mobile IP is not enabled on any SSID yet; the settings have no effect until it is.");
        if (node.Bindings.All.IsEmpty && !node.Servers.Rows.Any(row => row is { Name: not null, ForMobileIp: true }))
            faults.Notice("PRE-06", "gen-enable-yes", "No security association is known: add a local binding, or a server for MIP Authentication.");
    }

    private static string Clean(string? text) => (text ?? "").Trim(' ');
}
