using System.Globalization;
using ProxyMip.Config.Bindings;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Agents;

/// <summary>Rules of the Home Agent and Foreign Agent pages (RFC 1256 §4.1, RFC 5944 §3.8.1 and §5.7.1).</summary>
public static class AgentRules
{
    /// <summary>Builds the Home Agent section, or adds errors and returns null.</summary>
    public static HomeAgentConfig? TryBuild(HomeAgentInput input, HomeAgentConfig stored, FaultList faults)
    {
        var networks = Lines(input.Networks).Select(line => ReadNetwork(line, faults)).ToList();
        var hosts = Lines(input.Hosts).Select(line => ReadRange(line, faults)).ToList();
        var lifetime = Number(input.MaximumLifetime, 1, 65535, "HAC-03", "ha-lifetime", "The lifetime must be 1 to 65535 seconds; 65535 means no end.", faults);
        var tolerance = Number(input.Tolerance, 1, 300, "HAC-04", "ha-tolerance", "The time tolerance must be 1 to 300 seconds.", faults);
        if (tolerance <= 3 && !faults.HasErrorAt("ha-tolerance"))
            faults.Notice("HAC-05", "ha-tolerance", "A tolerance of 3 seconds or less refuses access points whose clocks differ a little.");
        var most = Number(input.MaximumBindingsPerNode, 1, 8, "HAC-06", "ha-bindings", "Simultaneous bindings must be 1 to 8.", faults);
        var interval = Interval(input.AdvertisementInterval, "ha-interval", faults);
        var associations = SaBindingsRules.TryBuild(input.Associations, stored.Associations, faults);
        if (input.Enabled && associations is { All.IsEmpty: true })
            faults.Notice("HAC-07", "ha-enable-yes", "No mobile node can register yet: add a security association, or tick a server for MIP Authentication.");
        return faults.HasErrors ? null : new()
        {
            Enabled = input.Enabled,
            Networks = [.. networks.OfType<Ipv4Prefix>().Distinct().Order()],
            Hosts = [.. hosts.OfType<AddressRange>().Distinct().OrderBy(range => range.Start)],
            MaximumLifetime = lifetime,
            Tolerance = tolerance,
            MaximumBindingsPerNode = most,
            ReverseTunnel = input.ReverseTunnel,
            Gre = input.Gre,
            MinimalEncapsulation = input.MinimalEncapsulation,
            Associations = associations!,
            AdvertisementInterval = interval,
        };
    }

    /// <summary>Builds the Foreign Agent section, or adds errors and returns null.</summary>
    public static ForeignAgentConfig? TryBuild(ForeignAgentInput input, FaultList faults)
    {
        Ipv4Address? careOf = null;
        if (input.CareOfAddress.Trim(' ') is { Length: > 0 } typed)
        {
            if (Ipv4Address.TryParse(typed, out var address) && address.IsUnicastHost)
                careOf = address;
            else
                faults.Error("FAC-01", "fa-coa", "Care-of Address: enter an IPv4 address such as 10.20.0.1, or leave it blank.");
        }
        var lifetime = Number(input.MaximumLifetime, 1, 65535, "FAC-02", "fa-lifetime", "The lifetime must be 1 to 65535 seconds; 65535 means no end.", faults);
        var visitors = Number(input.MaximumVisitors, 1, 100_000, "FAC-03", "fa-visitors", "Maximum Visitors must be 1 to 100000.", faults);
        var interval = Interval(input.AdvertisementInterval, "fa-interval", faults);
        int? advertised = null;
        if (input.AdvertisementLifetime.Trim(' ').Length > 0)
        {
            advertised = Number(input.AdvertisementLifetime, interval, 9000, "AGT-02", "fa-adlifetime",
                $"The advertisement lifetime must be {interval} to 9000 seconds.", faults);
            if (advertised < 3 * interval && !faults.HasErrorAt("fa-adlifetime"))
                faults.Notice("AGT-03", "fa-adlifetime", "A lifetime below three intervals loses the agent when a single advertisement is lost.");
        }
        return faults.HasErrors ? null : new()
        {
            Enabled = input.Enabled,
            CareOfAddress = careOf,
            MaximumLifetime = lifetime,
            MaximumVisitors = visitors,
            ReverseTunnel = input.ReverseTunnel,
            Gre = input.Gre,
            MinimalEncapsulation = input.MinimalEncapsulation,
            RegistrationRequired = input.RegistrationRequired,
            AdvertisementInterval = interval,
            AdvertisementLifetime = advertised,
        };
    }

    private static Ipv4Prefix? ReadNetwork(string line, FaultList faults)
    {
        if (Ipv4Prefix.TryParse(line, out var prefix) && prefix.Length is >= 1 and <= 30)
            return prefix;
        faults.Error("HAC-01", "ha-networks", $"'{line}' is not a network such as 10.30.0.0/24.");
        return null;
    }

    private static AddressRange? ReadRange(string line, FaultList faults)
    {
        var ends = line.Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length <= 2 && Ipv4Address.TryParse(ends[0], out var start) && Ipv4Address.TryParse(ends[^1], out var end)
            && start.IsUnicastHost && end.IsUnicastHost && end >= start)
            return new(start, end);
        faults.Error("HAC-02", "ha-hosts", $"'{line}' is not an address, or a range such as 10.30.0.200 - 10.30.0.210.");
        return null;
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Interval(string text, string field, FaultList faults) =>
        Number(text, 4, 1800, "AGT-01", field, "The advertisement interval must be 4 to 1800 seconds.", faults);

    private static int Number(string text, int low, int high, string code, string field, string message, FaultList faults)
    {
        if (int.TryParse(text.Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;
        faults.Error(code, field, message);
        return low;
    }
}
