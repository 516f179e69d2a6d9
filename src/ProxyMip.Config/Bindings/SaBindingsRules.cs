using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Bindings;

/// <summary>Rules of the Local SA Bindings page (screen specification 5.7).</summary>
public static class SaBindingsRules
{
    /// <summary>Builds the section, or adds errors and returns null. A complete New SA Binding is taken in, a partly filled one is SA-09.</summary>
    public static SaBindingsConfig? TryBuild(SaBindingsInput input, SaBindingsConfig stored, FaultList faults)
    {
        var bindings = new List<SaBinding>();
        foreach (var row in input.Existing.Where(row => !row.IsRemoved))
            AddInto(bindings, Read(row, stored, faults), faults);
        if (!input.New.IsBlank)
        {
            if (IsPartlyFilled(input.New))
                faults.Error("SA-09", "sa-start", "The new binding is incomplete. Complete it, or empty its fields.");
            else
                AddInto(bindings, Read(input.New, stored, faults), faults);
        }
        if (bindings.Count > SaBindingsConfig.Maximum)
            faults.Error("SA-10", "sa-list", "No more than 512 bindings are possible.");
        return faults.HasErrors ? null : new([.. bindings.OrderBy(binding => binding.Start)]);
    }

    /// <summary>Add: validates the new fields against the list and stages them; false leaves everything as it was.</summary>
    public static bool TryStage(SaBindingsInput input, SaBindingsConfig stored, FaultList faults)
    {
        var bindings = new List<SaBinding>();
        var ignored = new FaultList();
        foreach (var row in input.Existing.Where(row => !row.IsRemoved))
            AddInto(bindings, Read(row, stored, ignored), ignored);
        AddInto(bindings, Read(input.New, stored, faults), faults);
        if (input.Existing.Count(row => !row.IsRemoved) >= SaBindingsConfig.Maximum)
            faults.Error("SA-10", "sa-list", "No more than 512 bindings are possible.");
        if (faults.HasErrors)
            return false;
        if (input.New.End.Trim(' ').Length == 0)
            input.New.End = input.New.Start;
        input.New.IsNew = true;
        input.Existing.Add(input.New);
        input.Existing.Sort((one, other) => Order(one).CompareTo(Order(other)));
        input.New = new();
        return true;
    }

    /// <summary>The SPI as eight digits when it is valid, for display of staged rows.</summary>
    public static string DisplaySpi(string typed) => Spi.TryParse(typed.Trim(' '), out var spi) ? spi.ToString() : typed;

    private static Ipv4Address Order(SaBindingInput row) => Ipv4Address.TryParse(row.Start.Trim(' '), out var start) ? start : default;

    private static bool IsPartlyFilled(SaBindingInput row) =>
        row.Start.Trim(' ').Length == 0 || row.Spi.Trim(' ').Length == 0 || !(row.Key.HasTyped || row.Key.IsSet);

    private static SaBinding? Read(SaBindingInput row, SaBindingsConfig stored, FaultList faults)
    {
        var start = ReadAddress(row.Start, "sa-start", "IP Address Range - Start", faults);
        var end = row.End.Trim(' ').Length == 0 ? start : ReadAddress(row.End, "sa-end", "IP Address Range - End", faults);
        if (start is { } first && end is { } last && last < first)
            faults.Error("SA-02", "sa-end", "The end of the range is below its start.");
        if (!Spi.TryParse(row.Spi.Trim(' '), out var spi))
            faults.Error("SA-03", "sa-spi", "Group SPI: enter up to 8 hexadecimal digits, 100 to FFFFFFFF.");
        var key = ReadKey(row, start, stored, faults);
        return start is { } from && end is { } to && to >= from && key is not null && !spi.IsReserved ? new(from, to, spi, key, row.Algorithm) : null;
    }

    private static SecretKey? ReadKey(SaBindingInput row, Ipv4Address? start, SaBindingsConfig stored, FaultList faults)
    {
        if (!row.Key.HasTyped && stored.All.FirstOrDefault(binding => binding.Start == start) is { } kept)
            return kept.Key;
        var typed = row.Key.Typed ?? "";
        if (SecretKey.TryParseGroupKey(typed, out var key))
            return key;
        faults.Error("SA-04", "sa-key", $"Group Key: enter exactly 32 hexadecimal digits; {typed.Length} entered.");
        return null;
    }

    private static Ipv4Address? ReadAddress(string text, string field, string label, FaultList faults)
    {
        var trimmed = text.Trim(' ');
        if (!Ipv4Address.TryParse(trimmed, out var address))
        {
            faults.Error("SA-01", field, $"{label}: enter an IPv4 address such as 10.30.0.200.");
            return null;
        }
        if (address.IsUnicastHost)
            return address;
        faults.Error("SA-07", field, $"{trimmed} cannot be the address of a mobile node.");
        return null;
    }

    private static void AddInto(List<SaBinding> bindings, SaBinding? binding, FaultList faults)
    {
        if (binding is null)
            return;
        if (bindings.Find(other => other.Start == binding.Start) is not null)
            faults.Error("SA-06", "sa-start", $"A binding starting at {binding.Start} exists already.");
        else if (bindings.Find(other => binding.Start <= other.End && other.Start <= binding.End) is { } overlap)
            faults.Error("SA-05", "sa-start", $"The range overlaps {overlap.Start} - {overlap.End}.");
        else
            bindings.Add(binding);
    }
}
