using System.Globalization;
using System.Text;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Protocol.Radius;

/// <summary>The words behind the separator of an association pair: groups in any order, each at most once.</summary>
internal ref struct CiscoAssociationWords
{
    private ReadOnlySpan<char> _rest;
    private Spi? _inbound;
    private Spi? _outbound;
    private SecretKey? _key;
    private AuthenticationAlgorithm? _algorithm;
    private TimeSpan? _tolerance;
    private bool _keyIsText;
    private bool _replay;

    public CiscoAssociationWords(ReadOnlySpan<char> text) => _rest = text;

    /// <summary>Reads all groups.</summary>
    public SecurityAssociationFault Read()
    {
        while (TryTake(out var word))
        {
            var fault = Fold(word) switch
            {
                "spi" => ReadSpi(ref _inbound, ref _outbound),
                "inbound-spi" => ReadSpi(ref _inbound, ref _inbound),
                "outbound-spi" => ReadSpi(ref _outbound, ref _outbound),
                "key" => ReadKey(),
                "replay" => ReadReplay(),
                "algorithm" => ReadAlgorithm(),
                _ => SecurityAssociationFault.WordUnknown,
            };
            if (fault != SecurityAssociationFault.None)
                return fault;
        }
        if (_inbound is null || _outbound is null)
            return SecurityAssociationFault.SpiMissing;
        return _key is null ? SecurityAssociationFault.KeyMissing : SecurityAssociationFault.None;
    }

    /// <summary>The association, after <see cref="Read"/> found no fault.</summary>
    public readonly StoredSecurityAssociation Build(int? number) => new(_inbound!.Value, _outbound!.Value, _key!)
    {
        Number = number,
        Algorithm = _algorithm,
        Tolerance = _tolerance,
        KeyIsText = _keyIsText,
    };

    private SecurityAssociationFault ReadSpi(ref Spi? first, ref Spi? second)
    {
        if (first is not null || second is not null)
            return SecurityAssociationFault.Repeated;
        if (!TryTake(out var digits))
            return SecurityAssociationFault.SpiMissing;
        var decimalDigits = Fold(digits) == "decimal";
        if ((decimalDigits || Fold(digits) == "hex") && !TryTake(out digits))
            return SecurityAssociationFault.SpiMissing;
        var (style, most) = decimalDigits ? (NumberStyles.None, 10) : (NumberStyles.AllowHexSpecifier, 8);
        if (digits.Length > most || !uint.TryParse(digits, style, CultureInfo.InvariantCulture, out var value))
            return SecurityAssociationFault.SpiUnreadable;
        first = second = new Spi(value);
        return first.Value.IsReserved ? SecurityAssociationFault.SpiReserved : SecurityAssociationFault.None;
    }

    private SecurityAssociationFault ReadKey()
    {
        if (_key is not null)
            return SecurityAssociationFault.Repeated;
        if (!TryTake(out var form))
            return SecurityAssociationFault.KeyMissing;
        _keyIsText = Fold(form) == "ascii";
        if (!_keyIsText && Fold(form) != "hex")
            return SecurityAssociationFault.KeyUnreadable;
        if (!TryTake(out var key))
            return SecurityAssociationFault.KeyMissing;
        if (_keyIsText)
            _key = FromText(key);
        else if (!SecretKey.TryParseHex(key, out _key))
            return SecurityAssociationFault.KeyUnreadable;
        if (_key is null)
            return SecurityAssociationFault.KeyUnreadable;
        return _key.Octets.Length < CiscoSecurityAssociation.MinKeySize ? SecurityAssociationFault.KeyShort : SecurityAssociationFault.None;
    }

    private SecurityAssociationFault ReadReplay()
    {
        if (_replay)
            return SecurityAssociationFault.Repeated;
        _replay = true;
        if (!TryTake(out var method) || Fold(method) != "timestamp")
            return SecurityAssociationFault.ReplayUnknown;
        if (!TryTakeIf("within"))
            return SecurityAssociationFault.None;
        if (!TryTake(out var seconds) || !ushort.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var window) || window == 0)
            return SecurityAssociationFault.ReplayUnknown;
        _tolerance = TimeSpan.FromSeconds(window);
        return SecurityAssociationFault.None;
    }

    private SecurityAssociationFault ReadAlgorithm()
    {
        if (_algorithm is not null)
            return SecurityAssociationFault.Repeated;
        if (!TryTake(out var name))
            return SecurityAssociationFault.AlgorithmUnknown;
        _algorithm = Fold(name) switch
        {
            "hmac-md5" => AuthenticationAlgorithm.HmacMd5,
            "md5" => AuthenticationAlgorithm.Md5PrefixSuffix,
            _ => null,
        };
        if (_algorithm == AuthenticationAlgorithm.Md5PrefixSuffix && TryTakeIf("mode") && !TryTakeIf("prefix-suffix"))
            return SecurityAssociationFault.AlgorithmUnknown;
        return _algorithm is null ? SecurityAssociationFault.AlgorithmUnknown : SecurityAssociationFault.None;
    }

    private bool TryTake(out ReadOnlySpan<char> word)
    {
        _rest = _rest.TrimStart();
        var quoted = _rest is ['"', ..];
        var end = quoted ? _rest[1..].IndexOf('"') : _rest.IndexOfAny(' ', '\t');
        end = end < 0 ? _rest.Length : quoted ? end + 2 : end; // both quotation marks belong to the word
        word = _rest[..end].Trim('"');
        _rest = _rest[end..];
        return !word.IsEmpty;
    }

    private bool TryTakeIf(string wanted)
    {
        var before = _rest;
        if (TryTake(out var word) && word.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            return true;
        _rest = before;
        return false;
    }

    // Key words only: anything longer than the longest of them stays what it is, so that no copy of a key is made.
    private static string Fold(ReadOnlySpan<char> word)
    {
        foreach (var known in KeyWords)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return known;
        }
        return "";
    }

    private static ReadOnlySpan<string> KeyWords =>
        new[] { "spi", "inbound-spi", "outbound-spi", "key", "replay", "algorithm", "decimal", "hex", "ascii", "timestamp", "hmac-md5", "md5" };

    private static SecretKey? FromText(ReadOnlySpan<char> text)
    {
        Span<byte> octets = stackalloc byte[byte.MaxValue];
        foreach (var character in text)
        {
            if (character > byte.MaxValue)
                return null;
        }
        return text.Length > octets.Length ? null : new(octets[..Encoding.Latin1.GetBytes(text, octets)]);
    }
}
