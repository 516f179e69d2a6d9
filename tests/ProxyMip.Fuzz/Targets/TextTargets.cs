using System.Text;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Fuzz.Targets;

/// <summary>What people type and servers send as text. Printing what was read and reading that again must give the same.</summary>
internal static class TextTargets
{
    private const string MakesText = "the printed form is compared";

    private delegate string? ReadText(ReadOnlySpan<char> text);

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Text("ipv4-address", t => Ipv4Address.TryParse(t, out var a) ? a.ToString() : null, "10.20.0.1", "255.255.255.255", "0.0.0.0", "010.1.1.1"),
        Text("ipv4-prefix", t => Ipv4Prefix.TryParse(t, out var p) ? p.ToString() : null, "10.20.0.0/16", "0.0.0.0/0", "10.0.0.1/32"),
        Text("ipv4-interface", t => Ipv4Prefix.TryParseInterface(t, out var a, out var n) ? $"{a}/{n}" : null, "10.20.0.1/24"),
        Text("ipv4-mask", t => Ipv4Prefix.TryParseMask(t, out var n) ? $"{n}" : null, "255.255.255.0", "24", "/24", roundTrips: false),
        Text("mac-address", t => MacAddress.TryParse(t, out var a) ? a.ToString() : null, "02:00:00:00:02:00", "0200.0000.0200", "02-00-00-00-02-00"),
        Text("host-name", t => HostName.TryParse(t, out var n) ? n!.ToString() : null, "ap1.example", "10.20.0.1", "a-b.c"),
        Text("spi", t => Spi.TryParse(t, out var s) ? s.ToString() : null, "100", "FFFFFFFF", "0000abcd"),
        Text("group-key", t => SecretKey.TryParseGroupKey(t, out var k) ? Convert.ToHexString(k!.Octets) : null, "1234567890abcdef1234567890abcdef"),
        Text("hex-key", t => SecretKey.TryParseHex(t, out var k) ? Convert.ToHexString(k!.Octets) : null, "00", "1234567890abcdef"),
        Text("cisco-attribute-pair", t => CiscoAttributePair.TryParse(t, out var p) ? $"{p.Value}" : null, "shell:priv-lvl=15", "mobileip:spi#0=spi 100", roundTrips: false),
        Text("cisco-level", t => CiscoPrivilege.TryParseLevel(t, out var n) ? $"{n}" : null, "shell:priv-lvl=15", roundTrips: false),
        Text("cisco-capabilities", t => CiscoPrivilege.TryParseCapabilities(t, out var c) ? $"{c}" : null, "aironet:admin-capability=write+snmp+ident+firmware+admin", roundTrips: false),
        Text("cisco-association-text", t => CiscoSecurityAssociation.TryParse(t, out var a, out _) ? $"{a}" : null, "mobileip:spi#0=spi 100 key hex 12345678123456781234567812345678", roundTrips: false),
    ];

    private static FuzzTarget Text(string name, ReadText read, string seed, string? second = null, string? third = null, string? fourth = null, bool roundTrips = true) =>
        new(name, (input, _) => Run(input, read, roundTrips))
        {
            MayAllocate = MakesText,
            Seeds = [.. new[] { seed, second, third, fourth }.OfType<string>().Select(Encoding.Latin1.GetBytes)],
        };

    private static Outcome Run(Span<byte> input, ReadText read, bool roundTrips)
    {
        Span<char> characters = stackalloc char[Mutator.MaxSize];
        for (var i = 0; i < input.Length; i++)
            characters[i] = input[i] < 0xF6 ? (char)input[i] : (char)('\u0660' + (input[i] - 0xF6)); // digits that are not ASCII
        if (read(characters[..input.Length]) is not { } printed)
            return Outcome.Refused();
        if (roundTrips && read(printed) != printed)
            throw new InvalidOperationException($"'{printed}' is printed but not read back.");
        return Outcome.Accepted(0, printed.Length);
    }
}
