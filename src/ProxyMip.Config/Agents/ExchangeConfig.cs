using System.Collections.Immutable;
using System.Globalization;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Config.Agents;

/// <summary>One pre-shared key of the subnet map exchange on UDP 6500.</summary>
/// <param name="Id">1 to 65535; equal on all access points.</param>
/// <param name="Key">16 to 64 octets.</param>
public sealed record ExchangeKey(ushort Id, SecretKey Key);

/// <summary>Access Point Exchange: the keys that authenticate the subnet map exchange (protocol reference 15.3). A page of our own.</summary>
/// <param name="Keys">None, one, or two during a roll-over; the first one signs.</param>
public sealed record ExchangeConfig(ImmutableArray<ExchangeKey> Keys)
{
    /// <summary>No key.</summary>
    public static ExchangeConfig Default { get; } = new([]);

    /// <inheritdoc />
    public bool Equals(ExchangeConfig? other) => other is not null && Keys.SequenceEqual(other.Keys);

    /// <inheritdoc />
    public override int GetHashCode() => Keys.Length;
}

/// <summary>One key as typed.</summary>
public sealed class ExchangeKeyInput
{
    /// <summary>Key id; blank with an empty key: unused.</summary>
    public string Id { get; set; } = "";

    /// <summary>Key, hexadecimal.</summary>
    public SecretInput Key { get; init; } = new();
}

/// <summary>The page as typed: two rows, the first one signs.</summary>
public sealed class ExchangeInput
{
    /// <summary>Two rows.</summary>
    public List<ExchangeKeyInput> Keys { get; init; } = [];

    /// <summary>The form for a stored section, without keys.</summary>
    public static ExchangeInput From(ExchangeConfig section)
    {
        var rows = section.Keys.Select(key => new ExchangeKeyInput
        {
            Id = key.Id.ToString(CultureInfo.InvariantCulture),
            Key = new() { IsSet = true },
        }).ToList();
        while (rows.Count < 2)
            rows.Add(new());
        return new() { Keys = rows };
    }
}

/// <summary>Rules of the Access Point Exchange page.</summary>
public static class ExchangeRules
{
    /// <summary>Builds the section, or adds errors and returns null. An untouched key box keeps the stored key of the same id.</summary>
    public static ExchangeConfig? TryBuild(ExchangeInput input, ExchangeConfig stored, FaultList faults)
    {
        var keys = new List<ExchangeKey>();
        for (var i = 0; i < input.Keys.Count; i++)
        {
            var (row, field) = (input.Keys[i], $"exc-{i + 1}");
            if (row.Key.Remove || (row.Id.Trim(' ').Length == 0 && !row.Key.HasTyped))
                continue;
            if (!ushort.TryParse(row.Id.Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
                faults.Error("EXC-01", $"{field}-id", "The key id must be 1 to 65535.");
            else if (keys.Exists(key => key.Id == id))
                faults.Error("EXC-03", $"{field}-id", $"Key id {id} is used twice.");
            else if (Read(row, id, stored) is { } key)
                keys.Add(new(id, key));
            else
                faults.Error("EXC-02", $"{field}-key", "Enter a key of 32 to 128 hexadecimal digits (16 to 64 octets).");
        }
        return faults.HasErrors ? null : new([.. keys]);
    }

    private static SecretKey? Read(ExchangeKeyInput row, ushort id, ExchangeConfig stored)
    {
        if (!row.Key.HasTyped)
            return stored.Keys.FirstOrDefault(key => key.Id == id)?.Key;
        return SecretKey.TryParseHex(row.Key.Typed, out var typed) && typed!.Octets.Length is >= 16 and <= 64 ? typed : null;
    }
}
