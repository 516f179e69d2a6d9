using System.Globalization;

namespace ProxyMip.Config.Servers;

/// <summary>Rules of the Authenticator Configuration page (screen specification 5.6).</summary>
public static class AuthServersRules
{
    /// <summary>Builds the section, or adds errors and returns null. An untouched secret box keeps the stored secret of the same row.</summary>
    public static AuthServersConfig? TryBuild(AuthServersInput input, AuthServersConfig stored, FaultList faults)
    {
        var period = Number(input.ReattemptPeriod, 0, 1440, () =>
            faults.Error("AUT-07", "srv-reattempt", "The reattempt period must be 0 to 1440 minutes."));
        if (input.Rows.Count != AuthServersConfig.RowCount)
            faults.Error("AUT-10", "", $"There are exactly {AuthServersConfig.RowCount} server rows.");
        var rows = input.Rows.Take(AuthServersConfig.RowCount).Select((row, index) => Read(row, index, stored.Rows[index], faults)).ToList();
        for (var later = 1; later < rows.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (IsRepeated(rows[earlier], rows[later]))
                    faults.Error("AUT-09", $"srv-{later + 1}-name", $"Server {later + 1} repeats server {earlier + 1}.");
            }
        }
        return faults.HasErrors ? null : new(input.Dot1xVersion, period, [.. rows]);
    }

    private static AuthServerRow Read(AuthServerInput input, int index, AuthServerRow stored, FaultList faults)
    {
        var n = index + 1;
        var typedName = input.Name.Trim(' ');
        var name = typedName.Length == 0 ? null : PeerName.TryParse(typedName);
        if ((typedName.Length > 0 && name is null) || name is { Address.IsUnicastHost: false, Address.IsLoopback: false })
            faults.Error("AUT-01", $"srv-{n}-name", $"Server {n}: enter an IPv4 address or a host name.");
        var port = Number(input.Port, 1, 65535, () => faults.Error("AUT-02", $"srv-{n}-port", $"Server {n}: the port must be 1 to 65535."));
        var secret = ReadSecret(input, n, stored, faults);
        if (name is not null && secret is null && !faults.HasErrorAt($"srv-{n}-secret"))
            faults.Error("AUT-04", $"srv-{n}-secret", $"Server {n}: enter the shared secret.");
        var interval = Number(input.RetransmitInterval, 1, 120, () =>
            faults.Error("AUT-05", $"srv-{n}-int", $"Server {n}: Retran Int must be 1 to 120 seconds."));
        var most = Number(input.MaximumRetransmissions, 1, 20, () =>
            faults.Error("AUT-06", $"srv-{n}-max", $"Server {n}: Max Retran must be 1 to 20."));
        if (name is not null && !(input.ForEap || input.ForMacAddress || input.ForUser || input.ForMobileIp))
            faults.Notice("AUT-08", $"srv-{n}-name", $"Server {n} is not used for anything.");
        return new()
        {
            Name = name,
            Type = input.Type,
            Port = port,
            Secret = secret,
            RetransmitInterval = interval,
            MaximumRetransmissions = most,
            ForEap = input.ForEap,
            ForMacAddress = input.ForMacAddress,
            ForUser = input.ForUser,
            ForMobileIp = input.ForMobileIp,
            AnswerProtection = input.AnswerProtection,
        };
    }

    private static SecretText? ReadSecret(AuthServerInput input, int n, AuthServerRow stored, FaultList faults)
    {
        if (input.Secret.HasTyped)
        {
            if (SecretText.IsSharedSecret(input.Secret.Typed!))
                return new(input.Secret.Typed!);
            faults.Error("AUT-03", $"srv-{n}-secret",
                $"Server {n}: the shared secret may have 1 to 64 letters, digits and signs, without a blank at either end.");
            return null;
        }
        return input.Secret.Remove ? null : stored.Secret;
    }

    private static bool IsRepeated(AuthServerRow one, AuthServerRow other) =>
        one.Name is not null && other.Name is not null && string.Equals(one.Name.Text, other.Name.Text, StringComparison.OrdinalIgnoreCase)
        && one.Type == other.Type && one.Port == other.Port;

    private static int Number(string text, int low, int high, Action onFault)
    {
        if (int.TryParse(text.Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;
        onFault();
        return low;
    }
}
