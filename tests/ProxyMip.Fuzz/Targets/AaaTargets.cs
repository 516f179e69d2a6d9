using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Fuzz.Targets;

/// <summary>RADIUS and TACACS+.</summary>
internal static class AaaTargets
{
    private const string MakesValues = "a security association with its key and names is what it is for";

    // The secrets of the vectors.
    private static readonly SecretKey Key = new("tacacs-secret-0123456789abcdef-xx"u8);
    private static readonly RadiusSecret Secret = new(new("mip-shared-secret-01"u8));
    private static readonly byte[] RequestAuthenticator = Convert.FromHexString("0f1e2d3c4b5a69788796a5b4c3d2e1f0");

    // Bodies lie obfuscated in the vectors; these are in the clear, one of each shape, fields named as they stand.
    private static IReadOnlyList<byte[]> Bodies { get; } =
    [
        [1, 1, 2, 1, 5, 4, 7, 3, .. "admintty0192.0.2pwd"u8], // START: action, level, type, service, four lengths, texts
        [0, 3, 0, 0, 0, .. "pwd"u8], // CONTINUE
        [1, 0, 0, 2, 0, 0, .. "ok"u8], // authentication REPLY
        [6, 1, 2, 1, 5, 4, 4, 2, 13, 4, .. "admintty01.23service=shellcmd="u8], // authorization REQUEST
        [1, 1, 0, 2, 0, 0, 11, .. "okpriv-lvl=15"u8], // authorization REPLY
        [2, 6, 1, 2, 1, 5, 4, 4, 1, 9, .. "admintty01.23task_id=1"u8], // accounting REQUEST
        [0, 2, 0, 0, 1, .. "ok"u8], // accounting REPLY
    ];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new("radius-packet", Radius),
        new("radius-attribute-walk", AttributeWalk),
        new("vendor-attribute-walk", VendorWalk),
        new("radius-associations", Associations) { MayAllocate = MakesValues },
        new("user-password", (i, o) => UserPassword.TryReveal(i, Secret, RequestAuthenticator, o, out var n) ? Outcome.Accepted(0, n) : Outcome.Refused()),
        new("salted-key", (i, o) => SaltedKey.TryReveal(i, Secret, RequestAuthenticator, o, out var n) ? Outcome.Accepted(0, n) : Outcome.Refused()),
        new("cisco-association", (i, o) => CiscoSecurityAssociation.TryParse(i, out _, out var f) ? Outcome.Accepted() : Outcome.Refused((int)f))
        {
            MayAllocate = MakesValues,
            Seeds = ["mobileip:spi#0=spi 100 key hex 12345678123456781234567812345678"u8.ToArray(), "mobileip:spi#12=spi 1A2 key ascii secretsecret replay timestamp within 5"u8.ToArray()],
        },
        new("tacacs-header", (i, o) => TacacsHeader.TryParse(i, out var h, out var f) ? Outcome.Accepted(h.WriteTo(o)) : Outcome.Refused(f)),
        new("tacacs-packet", Tacacs),
        new("tacacs-argument", (i, o) => TacacsArgument.TryParse(i, out var a) ? Outcome.Accepted(0, a.Name.Length) : Outcome.Refused()) { Seeds = ["priv-lvl=15"u8.ToArray(), "spi#0*x"u8.ToArray()] },
        new("tacacs-chap", (i, o) => TacacsChap.TryParse(i, out _, out var f) ? Outcome.Accepted() : Outcome.Refused(f)) { Seeds = [new byte[33]] },
        new("authentication-start", (i, o) => AuthenticationStart.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)) { Seeds = Bodies },
        new("authentication-continue", (i, o) => AuthenticationContinue.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)) { Seeds = Bodies },
        new("authentication-reply", (i, o) => AuthenticationReply.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)) { Seeds = Bodies },
        new("authorization-request", (i, o) => AuthorizationRequest.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)) { Seeds = Bodies },
        new("authorization-response", (i, o) => AuthorizationResponse.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)) { Seeds = Bodies },
        new("accounting-request", (i, o) => TacacsAccountingRequest.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)) { Seeds = Bodies },
        new("accounting-reply", (i, o) => TacacsAccountingReply.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)) { Seeds = Bodies },
    ];

    private static Outcome Radius(Span<byte> input, Span<byte> output)
    {
        if (!RadiusPacket.TryParse(input, out var packet, out var fault))
            return Outcome.Refused(fault);
        var state = MessageAuthenticator.Check(packet, RequestAuthenticator, Secret);
        var grant = CiscoPrivilege.Read(packet);
        packet.Octets.CopyTo(output);
        return Outcome.Accepted(packet.Octets.Length, ((int)state * 4) + (int)grant.Access);
    }

    private static Outcome AttributeWalk(Span<byte> input, Span<byte> output)
    {
        var walk = new RadiusAttributeReader(input, 0);
        var feature = 0;
        while (walk.MoveNext())
        {
            var attribute = walk.Current;
            feature += attribute.TryReadInteger(out _) ? 1 : 256;
            feature += attribute.TryReadAddress(out _) ? 65536 : 0;
        }
        return walk.Succeeded(out var fault) ? Outcome.Accepted(0, feature) : Outcome.Refused(fault);
    }

    private static Outcome VendorWalk(Span<byte> input, Span<byte> output)
    {
        var attributes = new RadiusAttributeReader(input, 0);
        var outcome = Outcome.Refused();
        while (attributes.MoveNext())
        {
            if (!VendorSpecific.TryParse(attributes.Current, out var vendor))
                continue;
            var walk = vendor.Attributes;
            var count = 0;
            while (walk.MoveNext())
                count += walk.Current.Continues ? 16 : 1;
            outcome = walk.Succeeded(out var fault) ? Outcome.Accepted(0, count) : Outcome.Refused(fault);
        }
        return outcome;
    }

    private static Outcome Associations(Span<byte> input, Span<byte> output)
    {
        if (!RadiusPacket.TryParse(input, out var packet, out var fault))
            return Outcome.Refused(fault);
        var associations = new List<StoredSecurityAssociation>();
        var refused = new List<SecurityAssociationFault>();
        RadiusSecurityAssociations.Read(packet, RequestAuthenticator, Secret, associations, refused);
        return Outcome.Accepted(0, (associations.Count * 16) + refused.Count);
    }

    private static Outcome Tacacs(Span<byte> input, Span<byte> output)
    {
        input.CopyTo(output);
        var verdict = TacacsPacket.Open(output[..input.Length], Key, TacacsReceiver.Client, out var header, out _);
        input.CopyTo(output);
        var plain = TacacsPacket.Open(output[..input.Length], null, TacacsReceiver.Client, out _, out _);
        input.CopyTo(output);
        _ = TacacsPacket.OpenAnswer(output[..input.Length], Key, header, out _, out _);
        return verdict == TacacsVerdict.Accepted ? Outcome.Accepted() : Outcome.Refused(new WireFault((WireFaultKind)(((int)verdict * 8) + (int)plain), 0));
    }
}
