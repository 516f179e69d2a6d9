using System.Globalization;
using System.Text;
using System.Text.Json;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Forms;

/// <summary>Rows for CSV and JSON: the same numbers as on the screen, times in ISO 8601 UTC, never a secret.</summary>
/// <param name="Header">Column names.</param>
/// <param name="Rows">Cells; numbers and times as such.</param>
public sealed record ExportTable(string[] Header, IReadOnlyList<object?[]> Rows)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>RFC 4180 CSV; cells that a spreadsheet would take for a formula get an apostrophe in front.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        AppendLine(text, Header);
        foreach (var row in Rows)
            AppendLine(text, row.Select(Text));
        return text.ToString();
    }

    /// <summary>An array of objects.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(Rows.Select(row => Header.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second is long or int or double or bool or null ? cell.Second : Text(cell.Second))), Indented);

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(text, CultureInfo.InvariantCulture, out _) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>What each page exports.</summary>
public static class Export
{
    /// <summary>The twelve counters, labels as on the screen.</summary>
    public static ExportTable Statistics(NodeSnapshot now) => new(["counter", "value"],
    [
        ["Solicitations Sent", now.Counters.SolicitationsSent],
        ["Registration Request Successes", now.Counters.RegistrationRequestSuccesses],
        ["Authentication Failures for HA", now.Counters.AuthenticationFailuresForHa],
        ["Authentication Failures for FA", now.Counters.AuthenticationFailuresForFa],
        ["Registration Requests Sent", now.Counters.RegistrationRequestsSent],
        ["Deregister Requests Sent", now.Counters.DeregisterRequestsSent],
        ["Registration Replies Received", now.Counters.RegistrationRepliesReceived],
        ["Deregister Replies Received", now.Counters.DeregisterRepliesReceived],
        ["Registration Requests Denied by FA", now.Counters.RegistrationRequestsDeniedByFa],
        ["Registration Requests Denied by HA", now.Counters.RegistrationRequestsDeniedByHa],
        ["Advertisements Received", now.Counters.AdvertisementsReceived],
        ["Gratuitous ARPs sent", now.Counters.GratuitousArpsSent],
    ]);

    /// <summary>The subnet map.</summary>
    public static ExportTable SubnetMap(IEnumerable<SubnetMapRow> rows) => new(["HA Address", "Subnet Mask", "learned from", "state"],
        [.. rows.Select(row => new object?[] { row.HomeAgent, row.Network.Mask, row.LearnedFrom, row.State })]);

    /// <summary>The association table.</summary>
    public static ExportTable Stations(IEnumerable<StationRow> rows) => new(["Device", "Name", "IP Addr.", "MAC Addr.", "State", "Parent", "VLAN ID", "SSID", "Proxy Mobile IP", "Home Agent"],
        [.. rows.Select(row => new object?[] { row.Class, row.Name, row.Address, row.Mac.ToBareString(), row.State, row.Parent, row.VlanId, row.ServiceSet, row.MobileIp, row.HomeAgent })]);

    /// <summary>Events.</summary>
    public static ExportTable Events(IEnumerable<EventRecord> rows) => new(["Time", "Severity", "Code", "Description"],
        [.. rows.Select(row => new object?[] { row.At, SeverityText.Of(row.Severity), row.Code, row.Text })]);

    /// <summary>The audit trail.</summary>
    public static ExportTable Audit(IEnumerable<AuditView> rows) => new(["Time", "User", "Source", "Action", "Node", "Section", "Revision", "Before", "After", "Outcome"],
        [.. rows.Select(row => new object?[] { row.At, row.User, row.Source, row.Action, row.Node, row.Section, row.Revision, row.Before, row.After, row.Outcome })]);
}
