using System.Text.Json;
using ProxyMip.Host.Vectors.Fields;
using ProxyMip.Host.Vectors.Roles;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Datagrams of the subnet map exchange: the receive order, the body, and the digest of the table that results.</summary>
internal static class SubnetMapCheck
{
    public static void Check(VectorCase vector, SharedTables shared, Findings findings)
    {
        if (vector.Context.Octets("psk_hex") is not { Length: >= MapKey.MinSize and <= MapKey.MaxSize } psk)
        {
            findings.Differs("context has no psk_hex of 16 to 64 octets");
            return;
        }
        Envelope.Read(vector, findings);
        _ = MapHeader.TryParse(vector.Octets, out var header, out _); // what cannot be read stays zero
        foreach (var expectation in vector.Expectations)
        {
            var key = new MapKey((ushort)(vector.Context.Number("key_id") ?? Math.Max((ushort)1, header.KeyId)), new SecretKey(psk));
            var state = new ReceiverState(vector, expectation, header, key);
            SubnetMapDatagram.TryOpen(vector.Octets, state.Source, state.Receiver, state.Peer, out var opened);
            if (opened.Refusal == MapRefusal.None)
                CheckAccepted(vector, opened, key, shared, findings);
            else if (vector.Fields.ValueKind == JsonValueKind.Object)
                findings.Differs($"cannot be read: {opened.Refusal}");
            OutcomeComparison.Compare(expectation, Observe(vector, expectation, opened, psk), findings);
        }
    }

    private static Observation Observe(VectorCase vector, Expectation expectation, in OpenedMap opened, byte[] psk) => opened.Refusal switch
    {
        MapRefusal.None => new(Observation.Accept) { Deeds = DeedsOf(vector, expectation, opened, psk) },
        _ when opened.Answer != MapErrorCode.None => new(Observation.Error) { Facts = new() { ["code"] = (int)opened.Answer } },
        _ => Observation.Refused(Observation.Discard, ReasonOf(opened.Refusal)),
    };

    // What an authoritative access point does next with a KEEPALIVE is left to the real one.
    private static IReadOnlyList<string>? DeedsOf(VectorCase vector, Expectation expectation, in OpenedMap opened, byte[] psk) =>
        expectation.Text("then") is not null && opened.Header.Type == MapMessageType.Keepalive && MapKeepalive.TryParse(opened.Body, out var keepalive, out _)
            ? new AuthorityBench(vector.Octets, opened.Header, keepalive, new SecretKey(psk)).Deeds()
            : null;

    private static void CheckAccepted(VectorCase vector, in OpenedMap opened, MapKey key, SharedTables shared, Findings findings)
    {
        if (vector.Fields.ValueKind == JsonValueKind.Object)
            findings.Compare("", vector.Fields, SubnetMapFields.Of(opened.Header, opened.Body), SubnetMapFields.Known);
        var again = new byte[MapHeader.MaxDatagramSize];
        var written = MapBodyWriter.WriteAgain(opened.Header.Type, opened.Body, SubnetMapDatagram.BodyOf(again));
        var size = SubnetMapDatagram.Seal(opened.Header, key, again, written);
        if (HasDefinedBitsOnly(vector.Octets))
            findings.RequireOctets("datagram written again", vector.Octets, again.AsSpan(0, size));
        else
            findings.RequireOctets("body written again", opened.Body, SubnetMapDatagram.BodyOf(again)[..written]);
        if (vector.Context.Text("table_digest_after") is { } digest)
            CheckDigest(digest, vector, opened, shared, findings);
    }

    // Bits that receivers ignore are not sent again, and the HMAC covers them.
    private static bool HasDefinedBitsOnly(byte[] datagram)
    {
        const int FlagsAt = 6;
        return new WireReader(datagram, FlagsAt).ReadUInt16() <= (ushort)MapBits.Defined;
    }

    private static void CheckDigest(string expected, VectorCase vector, in OpenedMap opened, SharedTables shared, Findings findings)
    {
        var table = opened.Header.Type switch
        {
            MapMessageType.SnapshotPart when MapSnapshotPart.TryParse(opened.Body, out var part, out var entries, out _) =>
                part.PartCount == 1 ? [.. entries.ToArray().OrderBy(entry => entry.Row)] : shared.Find(vector.File, part.Scope, part.Generation),
            MapMessageType.Delta when MapDelta.TryParse(opened.Body, out var delta, out var changes, out _) =>
                shared.Find(vector.File, delta.Scope, delta.FromGeneration) is { } before ? SharedTables.Apply(before, changes.ToArray()) : null,
            _ => null,
        };
        if (table is null)
            findings.NotUnderstood("context.table_digest_after: no vector transfers the table before");
        else if (!TableDigest.Compute(table).ToString().Equals(expected, StringComparison.OrdinalIgnoreCase))
            findings.Differs("table_digest_after", expected, TableDigest.Compute(table));
    }

    private static string ReasonOf(MapRefusal refusal) => refusal switch
    {
        MapRefusal.Size => Reasons.Size,
        MapRefusal.Magic => Reasons.Magic,
        MapRefusal.Version => Reasons.Version,
        MapRefusal.Length => Reasons.Length,
        MapRefusal.KeyId => Reasons.KeyId,
        MapRefusal.Hmac => Reasons.Hmac,
        MapRefusal.Receiver => Reasons.Receiver,
        MapRefusal.Sender => Reasons.Sender,
        MapRefusal.SenderEpoch => Reasons.SenderEpoch,
        _ => Reasons.Replay,
    };

    /// <summary>The receiver as the context describes it; what it leaves open fits the datagram, unless the expectation says otherwise.</summary>
    private readonly struct ReceiverState
    {
        public ReceiverState(VectorCase vector, Expectation expectation, in MapHeader header, MapKey key)
        {
            var context = vector.Context;
            Source = context.Address("ip_source") ?? context.Address("source_address") ?? header.Sender;
            var own = context.Address("my_address") ?? header.Receiver;
            var expectsHello = expectation.Outcome == Observation.Error && expectation.Number("code") == (int)MapErrorCode.HelloRequired;
            var epoch = context.UInt64("my_epoch") ?? (expectsHello ? header.ReceiverEpoch.Value + 1 : header.ReceiverEpoch.Value);
            Receiver = new(own, new(epoch), new(key));
            var window = default(ReplayWindow);
            foreach (var seen in (context.Numbers("seen") ?? []).Append((ulong)(context.Number("highest_sequence_seen") ?? 0)).Where(number => number > 0).Order())
                window.TryAccept(seen, out window);
            Peer = new(new(context.UInt64("sender_epoch_on_record") ?? header.SenderEpoch.Value), window);
        }

        public Ipv4Address Source { get; }

        public MapReceiver Receiver { get; }

        public MapPeer Peer { get; }
    }
}
