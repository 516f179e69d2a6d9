using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using ProxyMip.Host.Decoding;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Fields;

/// <summary>A datagram of the subnet map exchange under the member names of vectors.</summary>
internal static class SubnetMapFields
{
    public static FrozenSet<string> Known { get; } = new[]
    {
        "type", "flags", "length", "key_id", "sender", "receiver", "sender_epoch", "receiver_epoch", "sequence", "transaction", "body", "role", "aap_index", "min_version",
        "max_version", "version", "status", "capabilities", "aap_list_digest", "clock_ms", "lifetime", "source", "generation", "digest", "entries", "state",
        "prefix_length", "ap_count", "home_agent", "next", "entry_count", "scope", "first_part", "parts", "part", "part_count", "total_entries", "from_generation",
        "to_generation", "changes", "op", "claim_generation", "claim_count", "merged_count", "claim_digest", "merged_digest", "held_generation", "reason", "code",
        "offending_type", "offending_transaction", "text",
    }.ToFrozenSet();

    public static JsonObject Of(in MapHeader header, ReadOnlySpan<byte> body) => new()
    {
        ["type"] = (int)header.Type,
        ["flags"] = Wording.Hex((ushort)header.Bits),
        ["length"] = (int)header.Length,
        ["key_id"] = (int)header.KeyId,
        ["sender"] = header.Sender.ToString(),
        ["receiver"] = header.Receiver.ToString(),
        ["sender_epoch"] = header.SenderEpoch.ToString(),
        ["receiver_epoch"] = header.ReceiverEpoch.ToString(),
        ["sequence"] = header.Sequence,
        ["transaction"] = (long)header.Transaction,
        ["body"] = Body(header.Type, body),
    };

    private static JsonObject Body(MapMessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MapMessageType.Hello when MapHello.TryParse(body, out var hello, out _):
                var greeting = Greeting(hello.Role, hello.AapIndex, hello.Capabilities, hello.AapListDigest, hello.ClockMilliseconds);
                (greeting["min_version"], greeting["max_version"]) = ((int)hello.MinVersion, (int)hello.MaxVersion);
                return greeting;
            case MapMessageType.HelloAck when MapHelloAck.TryParse(body, out var ack, out _):
                var answer = Greeting(ack.Role, ack.AapIndex, ack.Capabilities, ack.AapListDigest, ack.ClockMilliseconds);
                (answer["version"], answer["status"]) = ((int)ack.Version, (int)ack.Status);
                return answer;
            case MapMessageType.Register when MapRegister.TryParse(body, out var register, out var entries, out _):
                var held = Held(register.SourceAap, register.KnownGeneration, register.KnownDigest);
                (held["lifetime"], held["flags"], held["entries"]) = ((int)register.Lifetime, (int)FlagsOf(body), Entries(entries));
                return held;
            case MapMessageType.RegisterAck when MapRegisterAck.TryParse(body, out var ack, out _):
                return Registered(ack.Status, ack.Next, ack.GrantedLifetime, ack.RowCount, ack.Generation, ack.Digest);
            case MapMessageType.KeepaliveAck when MapKeepaliveAck.TryParse(body, out var ack, out _):
                return Registered(ack.Status, ack.Next, ack.GrantedLifetime, ack.RowCount, ack.Generation, ack.Digest);
            case MapMessageType.SnapshotRequest when MapSnapshotRequest.TryParse(body, out var request, out _):
                return new()
                {
                    ["scope"] = (int)request.Scope,
                    ["first_part"] = (int)request.FirstPart,
                    ["parts"] = (int)request.PartsWanted,
                    ["generation"] = Hex(request.Generation),
                };
            case MapMessageType.SnapshotPart when MapSnapshotPart.TryParse(body, out var part, out var entries, out _):
                return new()
                {
                    ["scope"] = (int)part.Scope,
                    ["generation"] = Hex(part.Generation),
                    ["part"] = (int)part.Part,
                    ["part_count"] = (int)part.PartCount,
                    ["total_entries"] = (long)part.TotalRows,
                    ["entries"] = Entries(entries),
                };
            case MapMessageType.Delta when MapDelta.TryParse(body, out var delta, out var changes, out _):
                return new()
                {
                    ["scope"] = (int)delta.Scope,
                    ["from_generation"] = Hex(delta.FromGeneration),
                    ["to_generation"] = Hex(delta.ToGeneration),
                    ["changes"] = Changes(changes),
                };
            case MapMessageType.DeltaAck when MapDeltaAck.TryParse(body, out var ack, out _):
                return new() { ["scope"] = (int)ack.Scope, ["status"] = (int)ack.Status, ["generation"] = Hex(ack.GenerationHeld) };
            case MapMessageType.Keepalive when MapKeepalive.TryParse(body, out var keepalive, out _):
                return Held(keepalive.SourceAap, keepalive.KnownGeneration, keepalive.KnownDigest);
            case MapMessageType.Digest when MapDigest.TryParse(body, out var digest, out _):
                return Digests(digest.ClaimGeneration, digest.ClaimCount, digest.MergedCount, digest.ClaimDigest, digest.MergedDigest, digest.HeldGeneration);
            case MapMessageType.DigestAck when MapDigestAck.TryParse(body, out var digest, out _):
                return Digests(digest.ClaimGeneration, digest.ClaimCount, digest.MergedCount, digest.ClaimDigest, digest.MergedDigest, digest.HeldGeneration);
            case MapMessageType.Goodbye when MapGoodbye.TryParse(body, out var goodbye, out _):
                return new() { ["reason"] = (int)goodbye.Reason };
            case MapMessageType.GoodbyeAck when MapGoodbyeAck.TryParse(body, out var goodbye, out _):
                return new() { ["reason"] = (int)goodbye.Reason };
            case MapMessageType.Error when MapError.TryParse(body, out var error, out var text, out _):
                return new()
                {
                    ["code"] = (int)error.Code,
                    ["offending_type"] = (int)error.OffendingType,
                    ["offending_transaction"] = (long)error.OffendingTransaction,
                    ["text"] = System.Text.Encoding.UTF8.GetString(text),
                };
            default:
                return [];
        }
    }

    private static JsonObject Greeting(MapRole role, byte index, uint capabilities, ulong list, ulong clock) => new()
    {
        ["role"] = (int)role,
        ["aap_index"] = (int)index,
        ["capabilities"] = (long)capabilities,
        ["aap_list_digest"] = Hex(list),
        ["clock_ms"] = clock,
    };

    private static JsonObject Held(Ipv4Address source, ulong generation, TableDigest digest) =>
        new() { ["source"] = source.ToString(), ["generation"] = Hex(generation), ["digest"] = digest.ToString() };

    private static JsonObject Registered(MapRegisterStatus status, MapNextStep next, ushort lifetime, uint rows, ulong generation, TableDigest digest) => new()
    {
        ["status"] = (int)status,
        ["next"] = (int)next,
        ["lifetime"] = (int)lifetime,
        ["entry_count"] = (long)rows,
        ["generation"] = Hex(generation),
        ["digest"] = digest.ToString(),
    };

    private static JsonObject Digests(ulong claimGeneration, uint claims, uint rows, TableDigest claim, TableDigest merged, ulong held) => new()
    {
        ["claim_generation"] = Hex(claimGeneration),
        ["claim_count"] = (long)claims,
        ["merged_count"] = (long)rows,
        ["claim_digest"] = claim.ToString(),
        ["merged_digest"] = merged.ToString(),
        ["held_generation"] = Hex(held),
    };

    private static JsonArray Entries(MapEntryList entries)
    {
        var list = new JsonArray();
        foreach (var entry in entries)
            list.Add(Row(entry.State, entry.PrefixLength, entry.AccessPoints, entry.HomeAgent));
        return list;
    }

    private static JsonArray Changes(MapChangeList changes)
    {
        var list = new JsonArray();
        foreach (var change in changes)
        {
            var row = Row(change.State, change.PrefixLength, change.AccessPoints, change.HomeAgent);
            row["op"] = (int)change.Operation;
            list.Add(row);
        }
        return list;
    }

    private static JsonObject Row(MapRowState state, byte prefixLength, ushort accessPoints, Ipv4Address homeAgent) => new()
    {
        ["state"] = (int)state,
        ["prefix_length"] = (int)prefixLength,
        ["ap_count"] = (int)accessPoints,
        ["home_agent"] = homeAgent.ToString(),
    };

    // The flags octet of a REGISTER means nothing to a receiver of version 1 and is no member of the message type.
    private static byte FlagsOf(ReadOnlySpan<byte> register)
    {
        var wire = new WireReader(register);
        wire.Skip(3);
        return wire.ReadUInt8();
    }

    private static string Hex(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);
}
