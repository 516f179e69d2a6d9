using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ProxyMip.Host.Decoding;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Host.Commands;

/// <summary>The options that hand keys and secrets to the decoder. A file of options (<c>@file</c>) keeps them off the command line.</summary>
internal sealed class DecodeKeyOptions
{
    private readonly Option<string[]> _association = new("--key")
    {
        Description = "SPI:KEY of a mobility security association, both hexadecimal; may be repeated. Verifies authentication extensions.",
    };

    private readonly Option<string?> _radius = new("--radius-secret") { Description = "Verifies RADIUS authenticators and reveals passwords." };
    private readonly Option<string?> _request = new("--request-authenticator") { Description = "16 octets of the request a RADIUS response answers." };
    private readonly Option<string?> _tacacs = new("--tacacs-secret") { Description = "Shows TACACS+ bodies in the clear." };
    private readonly Option<string?> _map = new("--map-key") { Description = "Key of the subnet map exchange, hexadecimal. Verifies its HMAC." };

    public void AddTo(Command command)
    {
        command.Add(_association);
        command.Add(_radius);
        command.Add(_request);
        command.Add(_tacacs);
        command.Add(_map);
    }

    /// <summary>Reads the options; the sentence says which one is wrong without repeating a secret.</summary>
    public bool TryRead(ParseResult parsed, out DecodeKeys keys, [NotNullWhen(false)] out string? sentence)
    {
        keys = new();
        var associations = new List<AssociationKey>();
        foreach (var text in parsed.GetValue(_association) ?? [])
        {
            if (!TryReadAssociation(text, out var association))
            {
                sentence = "--key takes SPI:KEY, one to eight hexadecimal digits and an even number of them, such as 100:1234567890abcdef1234567890abcdef.";
                return false;
            }
            associations.Add(association);
        }
        if (!TryReadHex(parsed.GetValue(_request), 16, 16, out var request))
        {
            sentence = "--request-authenticator takes 32 hexadecimal digits.";
            return false;
        }
        if (!TryReadHex(parsed.GetValue(_map), 16, 64, out var map))
        {
            sentence = "--map-key takes 32 to 128 hexadecimal digits.";
            return false;
        }
        keys = new()
        {
            Associations = associations,
            Radius = Secret(parsed.GetValue(_radius)) is { } radius ? new RadiusSecret(radius) : null,
            RequestAuthenticator = request,
            Tacacs = Secret(parsed.GetValue(_tacacs)),
            SubnetMap = map is null ? null : new(map),
        };
        sentence = null;
        return true;
    }

    private static bool TryReadAssociation(string text, [NotNullWhen(true)] out AssociationKey? association)
    {
        association = null;
        var parts = text.Split(':');
        if (parts.Length != 2 || parts[0].Length is 0 or > 8 || !parts[0].All(char.IsAsciiHexDigit) || !SecretKey.TryParseHex(parts[1], out var key))
            return false;
        association = new(new(Convert.ToUInt32(parts[0], 16)), key!);
        return true;
    }

    private static bool TryReadHex(string? text, int least, int most, out byte[]? octets)
    {
        octets = null;
        if (text is null)
            return true;
        var read = HexText.TryParse(text, out var parsed) && parsed.Length >= least && parsed.Length <= most;
        octets = parsed;
        return read;
    }

    private static SecretKey? Secret(string? text) => string.IsNullOrEmpty(text) ? null : new(Encoding.UTF8.GetBytes(text));
}
