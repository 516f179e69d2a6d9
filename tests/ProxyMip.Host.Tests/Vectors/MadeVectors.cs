using System.Globalization;
using System.Text.Json.Nodes;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Tests.Vectors;

/// <summary>Vectors no file holds: messages of a peer with values of its own.</summary>
internal static class MadeVectors
{
    public const string Algorithm = "hmac-md5";

    public static RegistrationRequest PlainRequest { get; } = new()
    {
        Lifetime = new(900),
        HomeAddress = Ipv4Address.Parse("198.51.100.77"),
        HomeAgent = Ipv4Address.Parse("198.51.100.5"),
        CareOfAddress = Ipv4Address.Parse("203.0.113.9"),
        Identification = 0xedbb_0011_4455_6677,
    };

    /// <summary>A request under a Mobile-Home extension, with or without another one behind it.</summary>
    public static JsonObject Request(in RegistrationRequest request, JsonObject expect, uint spi = 0x1234, string key = "00ff10ee20dd30cc40bb50aa", bool foreignHome = false)
    {
        var writer = new RegistrationWriter(new byte[256], request);
        var auth = new JsonArray { Sign(ref writer, ExtensionType.MobileHomeAuthentication, spi, key) };
        if (foreignHome)
            auth.Add(Sign(ref writer, ExtensionType.ForeignHomeAuthentication, spi + 1, key + "01"));
        var fields = new JsonObject
        {
            ["type"] = 1,
            ["flags"] = Flags(request.Bits),
            ["lifetime"] = (int)request.Lifetime.Seconds,
            ["home_address"] = request.HomeAddress.ToString(),
            ["home_agent"] = request.HomeAgent.ToString(),
            ["care_of_address"] = request.CareOfAddress.ToString(),
            ["identification_hex"] = request.Identification.ToString("x16", CultureInfo.InvariantCulture),
        };
        return Vector(writer.Complete(), auth, fields, expect);
    }

    /// <summary>A reply under a Mobile-Home extension, for a pending request with these values.</summary>
    public static JsonObject Reply(in RegistrationReply reply, in RegistrationRequest pending, JsonObject expect)
    {
        var writer = new RegistrationWriter(new byte[256], reply);
        var auth = new JsonArray { Sign(ref writer, ExtensionType.MobileHomeAuthentication, 0x4321, "c0ffee00c0ffee11") };
        var fields = new JsonObject { ["type"] = 3, ["code"] = (int)reply.Code, ["lifetime"] = (int)reply.Lifetime.Seconds, ["home_agent"] = reply.HomeAgent.ToString() };
        var vector = Vector(writer.Complete(), auth, fields, expect);
        vector["context"] = new JsonObject
        {
            ["pending_request"] = new JsonObject
            {
                ["lifetime"] = (int)pending.Lifetime.Seconds,
                ["identification_hex"] = pending.Identification.ToString("x16", CultureInfo.InvariantCulture),
                ["home_address"] = pending.HomeAddress.ToString(),
                ["home_agent"] = pending.HomeAgent.ToString(),
                ["sent_to"] = pending.CareOfAddress.ToString(),
            },
        };
        return vector;
    }

    /// <summary>What one role is expected to answer.</summary>
    public static JsonObject Answer(string role, int code) => new() { [role] = new JsonObject { ["outcome"] = "reply", ["code"] = code } };

    /// <summary>That one role accepts.</summary>
    public static JsonObject Accept(string role) => new() { ["outcome"] = "accept", ["role"] = role };

    private static JsonObject Vector(ReadOnlySpan<byte> octets, JsonArray auth, JsonObject fields, JsonObject expect) => new()
    {
        ["name"] = "made",
        ["layer"] = "udp-payload",
        ["hex"] = Convert.ToHexStringLower(octets),
        ["length"] = octets.Length,
        ["auth"] = auth,
        ["fields"] = fields,
        ["expect"] = expect,
    };

    private static JsonObject Sign(ref RegistrationWriter writer, ExtensionType type, uint spi, string key)
    {
        var offset = writer.Written;
        writer.Sign(type, new(spi), new(AuthenticationAlgorithm.HmacMd5, new(Convert.FromHexString(key))));
        return new()
        {
            ["extension"] = (int)type,
            ["offset"] = offset,
            ["spi"] = $"0x{spi:x8}",
            ["algorithm"] = Algorithm,
            ["key_hex"] = key,
            ["covered_bytes"] = new JsonArray(0, writer.Written - HmacMd5Key.Size),
            ["authenticator_hex"] = Convert.ToHexStringLower(writer.Message[^HmacMd5Key.Size..]),
            ["valid"] = true,
        };
    }

    private static JsonArray Flags(RegistrationBits bits)
    {
        (RegistrationBits Bit, string Letter)[] letters =
        [
            (RegistrationBits.SimultaneousBindings, "S"), (RegistrationBits.BroadcastDatagrams, "B"), (RegistrationBits.DecapsulationByMobileNode, "D"),
            (RegistrationBits.MinimalEncapsulation, "M"), (RegistrationBits.Gre, "G"), (RegistrationBits.ReverseTunnel, "T"), (RegistrationBits.Reserved, "x"),
        ];
        return [.. letters.Where(letter => bits.HasFlag(letter.Bit)).Select(letter => JsonValue.Create(letter.Letter))];
    }
}
