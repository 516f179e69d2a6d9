using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using ProxyMip.Host.Decoding;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Tacacs;

namespace ProxyMip.Host.Vectors.Fields;

/// <summary>A TACACS+ packet under the member names of vectors.</summary>
internal static class TacacsFields
{
    public static FrozenSet<string> Known { get; } = new[]
    {
        "major_version", "minor_version", "type", "seq_no", "flags", "session_id", "body_length", "body_hex", "action", "priv_lvl", "authen_type", "authen_service",
        "user", "port", "rem_addr", "data", "status", "status_name", "flags_reply", "server_msg", "user_msg", "flags_continue", "authen_method", "args",
        "security_associations", "flags_accounting",
    }.Union(RadiusFields.Known).ToFrozenSet();

    public static JsonObject Of(in TacacsHeader header, ReadOnlySpan<byte> body)
    {
        var fields = new JsonObject
        {
            ["major_version"] = header.MajorVersion,
            ["minor_version"] = header.MinorVersion,
            ["type"] = (int)header.Type,
            ["seq_no"] = (int)header.Sequence,
            ["flags"] = (int)header.Bits,
            ["session_id"] = Wording.Hex(header.SessionId, 8),
            ["body_length"] = (long)header.BodyLength,
            ["body_hex"] = Convert.ToHexStringLower(body),
        };
        var fromClient = header.Sequence % 2 == 1;
        switch (header.Type)
        {
            case TacacsType.Authentication when !fromClient && AuthenticationReply.TryParse(body, out var reply, out _):
                Add(fields, reply);
                break;
            case TacacsType.Authentication when header.Sequence == 1 && AuthenticationStart.TryParse(body, out var start, out _):
                Add(fields, start);
                break;
            case TacacsType.Authentication when AuthenticationContinue.TryParse(body, out var message, out _):
                (fields["user_msg"], fields["data"], fields["flags_continue"]) = (Text(message.UserMessage), Text(message.Data), (int)message.Bits);
                break;
            case TacacsType.Authorization when fromClient && AuthorizationRequest.TryParse(body, out var request, out _):
                Add(fields, request);
                break;
            case TacacsType.Authorization when AuthorizationResponse.TryParse(body, out var response, out _):
                (fields["status"], fields["status_name"]) = ((int)response.Status, TacacsNames.Of(response.Status));
                (fields["server_msg"], fields["data"]) = (Text(response.ServerMessage), Text(response.Data));
                Add(fields, response.Arguments);
                break;
            case TacacsType.Accounting when fromClient && TacacsAccountingRequest.TryParse(body, out var accounting, out _):
                fields["flags_accounting"] = (int)accounting.Bits;
                Add(fields, accounting.Subject);
                break;
            case TacacsType.Accounting when TacacsAccountingReply.TryParse(body, out var answer, out _):
                (fields["status"], fields["status_name"]) = ((int)answer.Status, TacacsNames.Of(answer.Status));
                (fields["server_msg"], fields["data"]) = (Text(answer.ServerMessage), Text(answer.Data));
                break;
        }
        return fields;
    }

    private static void Add(JsonObject fields, in AuthenticationReply reply)
    {
        (fields["status"], fields["status_name"], fields["flags_reply"]) = ((int)reply.Status, TacacsNames.Of(reply.Status), (int)reply.Bits);
        (fields["server_msg"], fields["data"]) = (Text(reply.ServerMessage), Text(reply.Data));
    }

    private static void Add(JsonObject fields, in AuthenticationStart start)
    {
        (fields["action"], fields["priv_lvl"]) = ((int)start.Action, (int)start.PrivilegeLevel);
        (fields["authen_type"], fields["authen_service"]) = ((int)start.AuthenticationType, (int)start.Service);
        (fields["user"], fields["port"], fields["rem_addr"], fields["data"]) = (Text(start.User), Text(start.Port), Text(start.RemoteAddress), Text(start.Data));
    }

    private static void Add(JsonObject fields, in AuthorizationRequest request)
    {
        (fields["authen_method"], fields["priv_lvl"]) = ((int)request.Method, (int)request.PrivilegeLevel);
        (fields["authen_type"], fields["authen_service"]) = ((int)request.AuthenticationType, (int)request.Service);
        (fields["user"], fields["port"], fields["rem_addr"]) = (Text(request.User), Text(request.Port), Text(request.RemoteAddress));
        Add(fields, request.Arguments);
    }

    private static void Add(JsonObject fields, TacacsArguments arguments)
    {
        var texts = new List<string>();
        foreach (var argument in arguments)
            texts.Add(Text(argument));
        fields["args"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]);
        var associations = new List<StoredSecurityAssociation>();
        AuthorizationService.ReadAssociations(texts, associations, []);
        fields["security_associations"] = RadiusFields.Associations(associations);
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
