using System.Text;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>TACACS+ packets; with the secret the body is shown in the clear.</summary>
internal static class TacacsDecoder
{
    public static DecodedLayer Decode(ReadOnlySpan<byte> packet, DecodeSession session)
    {
        var layer = new DecodedLayer("TACACS+");
        if (!TacacsHeader.TryParse(packet, out var header, out var fault))
            return layer.With("Octets", Wording.Octets(packet)).Broken(Wording.Fault(fault));
        var flags = Wording.Flags((byte)header.Bits,
            [((byte)TacacsHeaderBits.Unencrypted, "UNENCRYPTED", "the body is in the clear"), ((byte)TacacsHeaderBits.SingleConnection, "SINGLE_CONNECT", "several sessions on one connection")]);
        layer.With("Major Version", header.MajorVersion)
            .With("Minor Version", header.MinorVersion)
            .With("Type", (byte)header.Type, header.Type.ToString().ToLowerInvariant())
            .With("Sequence Number", header.Sequence, header.Sequence % 2 == 1 ? "from the client" : "from the server")
            .With("Flags", flags.Letters, flags.Meaning)
            .With("Session Id", Wording.Hex(header.SessionId, 8))
            .With("Length", header.BodyLength, "octets");
        var there = packet[TacacsHeader.Size..];
        if (there.Length < header.BodyLength)
            return layer.With("Body", Wording.Octets(there)).Broken("the body ends too early");
        if (there.Length > header.BodyLength)
            return layer.With("Behind the body", Wording.Octets(there[(int)header.BodyLength..])).Carrying(Body(header, there[..(int)header.BodyLength], session));
        return layer.Carrying(Body(header, there, session));
    }

    private static DecodedLayer Body(in TacacsHeader header, ReadOnlySpan<byte> hidden, DecodeSession session)
    {
        var body = hidden.ToArray();
        if (!header.IsUnencrypted)
        {
            if (session.Keys.Tacacs is not { } key)
                return new DecodedLayer("Body").With("Octets", Wording.Octets(hidden), "obfuscated: no secret given");
            TacacsObfuscation.Apply(body, header, key);
        }
        var fromClient = header.Sequence % 2 == 1;
        var (layer, fault) = header.Type switch
        {
            TacacsType.Authentication when !fromClient => Reply(body),
            TacacsType.Authentication when header.Sequence == 1 => Start(body),
            TacacsType.Authentication => Continue(body),
            TacacsType.Authorization when fromClient => Request(body),
            TacacsType.Authorization => Response(body),
            TacacsType.Accounting when fromClient => AccountingRequest(body),
            _ => AccountingReply(body),
        };
        return fault.IsFault ? layer.With("Octets", Wording.Octets(body)).Broken($"{Wording.Fault(fault)} (another secret?)") : layer;
    }

    private static (DecodedLayer Layer, WireFault Fault) Start(ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer("Authentication START");
        if (!AuthenticationStart.TryParse(body, out var start, out var fault))
            return (layer, fault);
        layer.With("Action", (byte)start.Action, start.Action.ToString())
            .With("Privilege Level", start.PrivilegeLevel)
            .With("Authentication Type", (byte)start.AuthenticationType, start.AuthenticationType.ToString())
            .With("Authentication Service", (byte)start.Service, start.Service.ToString());
        Text(layer, "User", start.User);
        Text(layer, "Port", start.Port);
        Text(layer, "Remote Address", start.RemoteAddress);
        if (start.AuthenticationType == TacacsAuthenticationType.Chap && TacacsChap.TryParse(start.Data, out var chap, out _))
            layer.With("CHAP Identifier", chap.Identifier).With("CHAP Challenge", Wording.Octets(chap.Challenge)).With("CHAP Response", Wording.Octets(chap.Response));
        else
            Text(layer, start.AuthenticationType == TacacsAuthenticationType.Pap ? "Data (password)" : "Data", start.Data);
        return (layer, default);
    }

    private static (DecodedLayer Layer, WireFault Fault) Reply(ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer("Authentication REPLY");
        if (!AuthenticationReply.TryParse(body, out var reply, out var fault))
            return (layer, fault);
        layer.With("Status", Wording.Hex((byte)reply.Status, 2), TacacsNames.Of(reply.Status)).With("Flags", reply.NoEcho ? "NOECHO" : "none", reply.NoEcho ? "do not echo" : null);
        Text(layer, "Server Message", reply.ServerMessage);
        Text(layer, "Data", reply.Data);
        return (layer, default);
    }

    private static (DecodedLayer Layer, WireFault Fault) Continue(ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer("Authentication CONTINUE");
        if (!AuthenticationContinue.TryParse(body, out var message, out var fault))
            return (layer, fault);
        layer.With("Flags", message.IsAbort ? "ABORT" : "none");
        Text(layer, "User Message", message.UserMessage);
        Text(layer, "Data", message.Data);
        return (layer, default);
    }

    private static (DecodedLayer Layer, WireFault Fault) Request(ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer("Authorization REQUEST");
        return AuthorizationRequest.TryParse(body, out var request, out var fault) ? (Subject(layer, request), default) : (layer, fault);
    }

    private static DecodedLayer Subject(DecodedLayer layer, in AuthorizationRequest request)
    {
        layer.With("Authentication Method", Wording.Hex((byte)request.Method, 2), request.Method.ToString())
            .With("Privilege Level", request.PrivilegeLevel)
            .With("Authentication Type", (byte)request.AuthenticationType, request.AuthenticationType.ToString())
            .With("Authentication Service", (byte)request.Service, request.Service.ToString());
        Text(layer, "User", request.User);
        Text(layer, "Port", request.Port);
        Text(layer, "Remote Address", request.RemoteAddress);
        return Arguments(layer, request.Arguments);
    }

    private static (DecodedLayer Layer, WireFault Fault) Response(ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer("Authorization REPLY");
        if (!AuthorizationResponse.TryParse(body, out var response, out var fault))
            return (layer, fault);
        layer.With("Status", Wording.Hex((byte)response.Status, 2), TacacsNames.Of(response.Status));
        Text(layer, "Server Message", response.ServerMessage);
        Text(layer, "Data", response.Data);
        return (Arguments(layer, response.Arguments), default);
    }

    private static (DecodedLayer Layer, WireFault Fault) AccountingRequest(ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer("Accounting REQUEST");
        if (!TacacsAccountingRequest.TryParse(body, out var request, out var fault))
            return (layer, fault);
        return (Subject(layer.With("Flags", Wording.Hex((byte)request.Bits, 2), request.Bits.ToString()), request.Subject), default);
    }

    private static (DecodedLayer Layer, WireFault Fault) AccountingReply(ReadOnlySpan<byte> body)
    {
        var layer = new DecodedLayer("Accounting REPLY");
        if (!TacacsAccountingReply.TryParse(body, out var reply, out var fault))
            return (layer, fault);
        layer.With("Status", Wording.Hex((byte)reply.Status, 2), reply.Status.ToString());
        Text(layer, "Server Message", reply.ServerMessage);
        Text(layer, "Data", reply.Data);
        return (layer, default);
    }

    private static DecodedLayer Arguments(DecodedLayer layer, TacacsArguments arguments)
    {
        foreach (var text in arguments)
        {
            var kind = !TacacsArgument.TryParse(text, out var argument) ? "without a separator" : argument.IsMandatory ? "mandatory" : "optional";
            layer.With("Argument", Wording.Text(text), kind);
            if (CiscoSecurityAssociation.TryParse(Encoding.UTF8.GetString(text), out var association, out _))
                layer.Carrying(RadiusDecoder.AssociationFields(new DecodedLayer("Security Association"), association!));
        }
        return layer;
    }

    private static void Text(DecodedLayer layer, string name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
            layer.With(name, Wording.Text(value));
    }
}
