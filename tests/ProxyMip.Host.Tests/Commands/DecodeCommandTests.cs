using System.Text.Json;
using ProxyMip.Host.Decoding;
using ProxyMip.Testing;

namespace ProxyMip.Host.Tests.Commands;

public sealed class DecodeCommandTests
{
    private static readonly string[] s_files =
        ["adverts", "arp", "radius", "replies", "requests", "revocation", "solicitations", "subnetmap", "tacacs", "tunnels"];

    public static TheoryData<string, string> Good => [.. from file in s_files
                                                         from vector in VectorFile.Load(file).Vectors
                                                         where vector.Fields.ValueKind == JsonValueKind.Object
                                                         select (file, vector.Name)];

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Decode_GoodVector_IsGuessedAndNothingIsMalformed(string file, string name)
    {
        var vector = VectorFile.Load(file)[name];
        Assert.Equal(DecodeLayerNames.Parse(vector.Layer), LayerGuess.Of(vector.Octets));
        var result = await ProgramRun.Of("decode", Hex.Format(vector.Octets));
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("Malformed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_RequestInItsPacket_ShowsEveryLayerAndField()
    {
        var result = await ProgramRun.Of("decode", Hex.Format(VectorFile.Load("requests")["rrq-gre-key"].Datagram));
        string[] wanted =
        [
            "IPv4", "Source Address 10.20.0.1", "Header Checksum 0x4430 (right)", "UDP", "Destination Port 434", "Registration Request", "Flags G (GRE encapsulation)",
            "Lifetime 600 s", "Home Address 10.30.0.201", "Home Agent 10.30.0.1", "Care-of Address 10.20.0.1",
            "Identification ed4ea8c080000001 (2026-03-01 12:00:00.500Z as NTP time)", "Mobile-Home Authentication Extension (32)", "SPI 00000100",
            "Covered octets 0 to 29", "Verified no key given for this SPI", "GRE Key Extension (48)", "Key Identifier 0x00001001",
            "Foreign-Home Authentication Extension (34)", "Covered octets 0 to 59",
        ];
        Assert.Empty(wanted.Except(Squeezed(result)));
    }

    [Theory]
    [InlineData("100:1234567890abcdef1234567890abcdef", "Verified right: hmac-md5")]
    [InlineData("100:1234567890abcdef1234567890abcdee", "Verified wrong under every algorithm")]
    [InlineData("200:1234567890abcdef1234567890abcdef", "Verified no key given for this SPI")]
    public async Task Decode_WithAKey_VerifiesTheAuthenticator(string key, string line)
    {
        var result = await ProgramRun.Of("decode", "--key", key, Hex.Format(VectorFile.Load("requests")["rrq-hmac-md5"].Octets));
        Assert.Contains(line, Squeezed(result));
    }

    [Theory]
    [InlineData("rrq-keyed-md5", "Verified right: md5-prefix-suffix")]
    [InlineData("rrq-keyed-md5-rfc2002", "Verified right: md5-prefix-suffix-rfc2002, the SPI not covered")]
    [InlineData("rrq-challenge-chap-spi2", "Verified right: chap-md5")]
    public async Task Decode_WithAKey_NamesTheAlgorithm(string name, string line)
    {
        var result = await ProgramRun.Of("decode", "--key", "100:1234567890abcdef1234567890abcdef", "--key", "2:6161612d7368617265642d736563726574",
            Hex.Format(VectorFile.Load("requests")[name].Octets));
        Assert.Contains(line, Squeezed(result));
    }

    [Theory]
    [InlineData("rrp-133-clock", "Code 133 (denied by the home agent: registration Identification mismatch)")]
    [InlineData("rrp-69-lifetime", "Code 69 (denied by the foreign agent: requested lifetime too long)")]
    [InlineData("rrp-accepted", "Code 0 (accepted)")]
    public async Task Decode_Reply_SaysWhatTheCodeMeans(string name, string line) =>
        Assert.Contains(line, Squeezed(await ProgramRun.Of("decode", Hex.Format(VectorFile.Load("replies")[name].Octets))));

    [Fact]
    public async Task Decode_RadiusWithItsSecret_RevealsThePasswordAndVerifies()
    {
        var result = await ProgramRun.Of("decode", "--radius-secret", "mip-shared-secret-01", Hex.Format(VectorFile.Load("radius")["rad-sa-request"].Octets));
        Assert.Contains("Value b4eaa0604a08985794afd8c66a07082d (\"cisco\" in the clear)", Squeezed(result));
        Assert.Contains("Value 59714eb79b2fbde5f7b06b849fefb3ce (right)", Squeezed(result));
    }

    [Fact]
    public async Task Decode_RadiusAnswerWithItsRequest_VerifiesBothAuthenticators()
    {
        var result = await ProgramRun.Of("decode", "--radius-secret", "mip-shared-secret-01", "--request-authenticator", "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
            Hex.Format(VectorFile.Load("radius")["rad-sa-accept"].Octets));
        Assert.Contains("Response Authenticator 0768b34bcc1069627b628644f43bb893 (right)", Squeezed(result));
        Assert.Contains("SPI 00000100", Squeezed(result));
    }

    [Fact]
    public async Task Decode_TacacsWithItsSecret_ShowsTheBody()
    {
        var result = await ProgramRun.Of("decode", "--tacacs-secret", "tacacs-secret-0123456789abcdef-xx", Hex.Format(VectorFile.Load("tacacs")["tac-ascii-getpass"].Octets));
        Assert.Contains("Status 0x05 (GETPASS)", Squeezed(result));
        Assert.Contains("Flags NOECHO (do not echo)", Squeezed(result));
    }

    [Fact]
    public async Task Decode_TacacsWithAnotherSecret_SaysSo()
    {
        var result = await ProgramRun.Of("decode", "--tacacs-secret", "another", Hex.Format(VectorFile.Load("tacacs")["tac-ascii-getpass"].Octets));
        Assert.Contains("(another secret?)", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "(right)")]
    [InlineData("000102030405060708090a0b0c0d0e0f", "(wrong)")]
    public async Task Decode_SubnetMapWithAKey_VerifiesTheHmac(string key, string state)
    {
        var result = await ProgramRun.Of("decode", "--map-key", key, Hex.Format(VectorFile.Load("subnetmap")["smx-snapshot-part"].Octets));
        Assert.EndsWith(state, Assert.Single(result.Lines, line => line.Contains("HMAC-SHA-256", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Row 10.12.1.1/16 (Active, 2 access points)", Squeezed(result));
    }

    [Fact]
    public async Task Decode_WrongUdpChecksum_IsShown() => Assert.Contains("wrong: every receiver discards this datagram",
        (await ProgramRun.Of("decode", Hex.Format(VectorFile.Load("malformed")["bad-udp-checksum"].Datagram))).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Decode_Json_IsTheSameTree()
    {
        var result = await ProgramRun.Of("decode", "--json", Hex.Format(VectorFile.Load("requests")["rrq-hmac-md5"].Octets));
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("Registration Request", json.RootElement.GetProperty("layer").GetString());
        Assert.Equal("Mobile-Home Authentication Extension (32)", json.RootElement.GetProperty("inside")[0].GetProperty("layer").GetString());
    }

    [Fact]
    public async Task Decode_DigitsFromStandardInput_AreDecoded()
    {
        var text = string.Join(':', Hex.Format(VectorFile.Load("requests")["rrq-hmac-md5"].Octets).Chunk(2).Select(pair => new string(pair)));
        var result = await ProgramRun.WithInput(System.Text.Encoding.ASCII.GetBytes($"  0x{text}\n"), "decode");
        Assert.Contains("Registration Request", result.Lines);
    }

    [Theory]
    [InlineData("decode", "12345")]
    [InlineData("decode", "no-such-file.pcap")]
    [InlineData("decode", "")]
    [InlineData("decode", "ffffffff")]
    [InlineData("decode", "--layer", "ipv7", "00")]
    [InlineData("decode", "--key", "100", "00")]
    [InlineData("decode", "--key", "123456789:00", "00")]
    [InlineData("decode", "--request-authenticator", "00", "00")]
    [InlineData("decode", "--map-key", "00", "00")]
    [InlineData("decode", "--no-such-option")]
    [InlineData("explode")]
    public async Task Decode_BadArguments_EndWith2AndOneSentence(params string[] arguments)
    {
        var result = await ProgramRun.Of(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("proxymip: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(".", Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_TextFromTheNetwork_BringsNoControlCharactersToTheTerminal()
    {
        var octets = Hex.Parse("0302001c 00000000000000000000000000000000 1208 1b5b324a0707"); // Reply-Message: an escape sequence and two bells
        var result = await ProgramRun.Of("decode", "--layer", "radius", Hex.Format(octets));
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\a', result.Output);
    }

    private static HashSet<string> Squeezed(ProgramResult result) =>
        [.. result.Lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}
