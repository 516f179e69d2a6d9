using System.Collections.Immutable;
using System.Globalization;

namespace ProxyMip.Config.Servers;

/// <summary>802.1X Protocol Version (for EAP Authentication).</summary>
public enum Dot1xVersion
{
    /// <summary>Draft 7.</summary>
    Draft7 = 7,

    /// <summary>Draft 8.</summary>
    Draft8 = 8,

    /// <summary>Draft 10, equal to 802.1x-2001: the default.</summary>
    Draft10 = 10,
}

/// <summary>Server Type.</summary>
public enum ServerType
{
    /// <summary>RADIUS, UDP; default port 1812.</summary>
    Radius,

    /// <summary>TACACS+, TCP; default port 49.</summary>
    Tacacs,
}

/// <summary>What is demanded of a RADIUS server's answers (protocol reference 16.2).</summary>
public enum AnswerProtection
{
    /// <summary>Every answer must carry a valid Message-Authenticator: the default (decision D-17).</summary>
    Require,

    /// <summary>Required from the first answer on that carried one.</summary>
    Automatic,

    /// <summary>For servers from before July 2024; with a warning.</summary>
    AcceptMissing,
}

/// <summary>One row of the Authenticator Configuration page. A row without a name is unused whatever its boxes say.</summary>
public sealed record AuthServerRow
{
    /// <summary>Server Name/IP; null: the row is unused.</summary>
    public PeerName? Name { get; init; }

    /// <summary>Server Type.</summary>
    public ServerType Type { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public int Port { get; init; } = 1812;

    /// <summary>Shared Secret; never null in a used row.</summary>
    public SecretText? Secret { get; init; }

    /// <summary>Retran Int (sec), 1 to 120: how long the access point waits before it sends again.</summary>
    public int RetransmitInterval { get; init; } = 5;

    /// <summary>Max Retran, 1 to 20 retransmissions before the next server is taken.</summary>
    public int MaximumRetransmissions { get; init; } = 3;

    /// <summary>Use server for: EAP Authentication. Ticked by default (figure 6-7).</summary>
    public bool ForEap { get; init; } = true;

    /// <summary>Use server for: MAC Address Authentication.</summary>
    public bool ForMacAddress { get; init; }

    /// <summary>Use server for: User Authentication.</summary>
    public bool ForUser { get; init; }

    /// <summary>Use server for: MIP Authentication.</summary>
    public bool ForMobileIp { get; init; }

    /// <summary>What is demanded of a RADIUS server's answers.</summary>
    public AnswerProtection AnswerProtection { get; init; }
}

/// <summary>Authenticator Configuration (manual, "Settings on the Authentication Server Page").</summary>
/// <param name="Dot1xVersion">802.1X Protocol Version.</param>
/// <param name="ReattemptPeriod">Primary Server Reattempt Period in minutes, 0 to 1440; 0: never go back by itself.</param>
/// <param name="Rows">Exactly four; row number is priority.</param>
public sealed record AuthServersConfig(Dot1xVersion Dot1xVersion, int ReattemptPeriod, ImmutableArray<AuthServerRow> Rows)
{
    /// <summary>Rows on the page.</summary>
    public const int RowCount = 4;

    /// <summary>Draft 10, 0, four blank rows.</summary>
    public static AuthServersConfig Default { get; } = new(Dot1xVersion.Draft10, 0, [.. Enumerable.Repeat(new AuthServerRow(), RowCount)]);

    /// <inheritdoc />
    public bool Equals(AuthServersConfig? other) =>
        other is not null && Dot1xVersion == other.Dot1xVersion && ReattemptPeriod == other.ReattemptPeriod && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Dot1xVersion, ReattemptPeriod);
}

/// <summary>One row as typed.</summary>
public sealed class AuthServerInput
{
    /// <summary>Server Name/IP.</summary>
    public string Name { get; set; } = "";

    /// <summary>Server Type.</summary>
    public ServerType Type { get; set; }

    /// <summary>Port.</summary>
    public string Port { get; set; } = "1812";

    /// <summary>Shared Secret.</summary>
    public SecretInput Secret { get; init; } = new();

    /// <summary>Retran Int (sec).</summary>
    public string RetransmitInterval { get; set; } = "5";

    /// <summary>Max Retran.</summary>
    public string MaximumRetransmissions { get; set; } = "3";

    /// <summary>EAP Authentication.</summary>
    public bool ForEap { get; set; } = true;

    /// <summary>MAC Address Authentication.</summary>
    public bool ForMacAddress { get; set; }

    /// <summary>User Authentication.</summary>
    public bool ForUser { get; set; }

    /// <summary>MIP Authentication.</summary>
    public bool ForMobileIp { get; set; }

    /// <summary>What is demanded of answers.</summary>
    public AnswerProtection AnswerProtection { get; set; }

    /// <summary>The form for a stored row, without its secret.</summary>
    public static AuthServerInput From(AuthServerRow row) => new()
    {
        Name = row.Name?.Text ?? "",
        Type = row.Type,
        Port = row.Port.ToString(CultureInfo.InvariantCulture),
        Secret = new() { IsSet = row.Secret is not null },
        RetransmitInterval = row.RetransmitInterval.ToString(CultureInfo.InvariantCulture),
        MaximumRetransmissions = row.MaximumRetransmissions.ToString(CultureInfo.InvariantCulture),
        ForEap = row.ForEap,
        ForMacAddress = row.ForMacAddress,
        ForUser = row.ForUser,
        ForMobileIp = row.ForMobileIp,
        AnswerProtection = row.AnswerProtection,
    };

    /// <summary>Changes the type; a port that still holds the old type's default changes with it (1812, 49).</summary>
    public void ChangeType(ServerType type)
    {
        if (Port.Trim(' ') == DefaultPort(Type))
            Port = DefaultPort(type);
        Type = type;
    }

    private static string DefaultPort(ServerType type) => type == ServerType.Radius ? "1812" : "49";
}

/// <summary>The page as typed.</summary>
public sealed class AuthServersInput
{
    /// <summary>802.1X Protocol Version.</summary>
    public Dot1xVersion Dot1xVersion { get; set; } = Dot1xVersion.Draft10;

    /// <summary>Primary Server Reattempt Period (Min.).</summary>
    public string ReattemptPeriod { get; set; } = "0";

    /// <summary>Four rows.</summary>
    public List<AuthServerInput> Rows { get; init; } = [];

    /// <summary>The form for a stored section, without its secrets.</summary>
    public static AuthServersInput From(AuthServersConfig section) => new()
    {
        Dot1xVersion = section.Dot1xVersion,
        ReattemptPeriod = section.ReattemptPeriod.ToString(CultureInfo.InvariantCulture),
        Rows = [.. section.Rows.Select(AuthServerInput.From)],
    };
}
