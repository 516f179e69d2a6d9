using System.Globalization;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Host.Decoding;

/// <summary>The fifteen bodies of the subnet map exchange. The body has been inspected: every parser here succeeds.</summary>
internal static class MapBodyDecoder
{
    private const ulong LatestClock = 200_000_000_000_000; // milliseconds; the year 8307

    public static DecodedLayer Describe(DecodedLayer layer, MapMessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MapMessageType.Hello when MapHello.TryParse(body, out var hello, out _):
                return Greeting(layer, hello.Role, hello.AapIndex, hello.Capabilities, hello.AapListDigest, hello.ClockMilliseconds)
                    .With("Versions", $"{hello.MinVersion} to {hello.MaxVersion}");
            case MapMessageType.HelloAck when MapHelloAck.TryParse(body, out var ack, out _):
                return Greeting(layer, ack.Role, ack.AapIndex, ack.Capabilities, ack.AapListDigest, ack.ClockMilliseconds)
                    .With("Version", ack.Version).With("Status", (byte)ack.Status, ack.Status.ToString());
            case MapMessageType.Register when MapRegister.TryParse(body, out var register, out var entries, out _):
                layer.With("Lifetime", register.Lifetime, "seconds").With("Source AAP", register.SourceAap.ToString());
                return Entries(Held(layer, register.KnownGeneration, register.KnownDigest), entries);
            case MapMessageType.RegisterAck when MapRegisterAck.TryParse(body, out var ack, out _):
                return Registered(layer, ack.Status, ack.Next, ack.GrantedLifetime, ack.RowCount, ack.Generation, ack.Digest);
            case MapMessageType.KeepaliveAck when MapKeepaliveAck.TryParse(body, out var ack, out _):
                return Registered(layer, ack.Status, ack.Next, ack.GrantedLifetime, ack.RowCount, ack.Generation, ack.Digest);
            case MapMessageType.SnapshotRequest when MapSnapshotRequest.TryParse(body, out var request, out _):
                return layer.With("Scope", (byte)request.Scope, request.Scope.ToString()).With("First Part", request.FirstPart)
                    .With("Parts Wanted", request.PartsWanted).With("Generation", Generation(request.Generation), request.Generation == 0 ? "the latest" : null);
            case MapMessageType.SnapshotPart when MapSnapshotPart.TryParse(body, out var part, out var entries, out _):
                layer.With("Scope", (byte)part.Scope, part.Scope.ToString()).With("Generation", Generation(part.Generation))
                    .With("Part", part.Part, $"of {part.PartCount}").With("Total Rows", part.TotalRows);
                return Entries(layer, entries);
            case MapMessageType.Delta when MapDelta.TryParse(body, out var delta, out var changes, out _):
                layer.With("Scope", (byte)delta.Scope, delta.Scope.ToString()).With("From Generation", Generation(delta.FromGeneration))
                    .With("To Generation", Generation(delta.ToGeneration));
                foreach (var change in changes)
                    layer.With(change.Operation.ToString(), change.Row.ToString(), change.Operation == MapOperation.Upsert ? $"{change.State}, {change.AccessPoints} access points" : null);
                return layer;
            case MapMessageType.DeltaAck when MapDeltaAck.TryParse(body, out var ack, out _):
                return layer.With("Scope", (byte)ack.Scope, ack.Scope.ToString()).With("Status", (byte)ack.Status, ack.Status.ToString())
                    .With("Generation Held", Generation(ack.GenerationHeld));
            case MapMessageType.Keepalive when MapKeepalive.TryParse(body, out var keepalive, out _):
                return Held(layer.With("Source AAP", keepalive.SourceAap.ToString()), keepalive.KnownGeneration, keepalive.KnownDigest);
            case MapMessageType.Digest when MapDigest.TryParse(body, out var digest, out _):
                return Digests(layer, digest.ClaimGeneration, digest.ClaimCount, digest.MergedCount, digest.ClaimDigest, digest.MergedDigest, digest.HeldGeneration);
            case MapMessageType.DigestAck when MapDigestAck.TryParse(body, out var digest, out _):
                return Digests(layer, digest.ClaimGeneration, digest.ClaimCount, digest.MergedCount, digest.ClaimDigest, digest.MergedDigest, digest.HeldGeneration);
            case MapMessageType.Goodbye when MapGoodbye.TryParse(body, out var goodbye, out _):
                return layer.With("Reason", (byte)goodbye.Reason, goodbye.Reason.ToString());
            case MapMessageType.GoodbyeAck when MapGoodbyeAck.TryParse(body, out var goodbye, out _):
                return layer.With("Reason", (byte)goodbye.Reason, goodbye.Reason.ToString());
            case MapMessageType.Error when MapError.TryParse(body, out var error, out var text, out _):
                layer.With("Code", (ushort)error.Code, error.Code.ToString()).With("Offending Type", (byte)error.OffendingType)
                    .With("Offending Transaction", error.OffendingTransaction);
                return text.IsEmpty ? layer : layer.With("Text", Wording.Text(text));
            default:
                return layer.With("Octets", Wording.Octets(body));
        }
    }

    private static DecodedLayer Greeting(DecodedLayer layer, MapRole role, byte index, uint capabilities, ulong list, ulong clock) =>
        layer.With("Role", (byte)role, role == MapRole.Authoritative ? "authoritative access point" : "access point")
            .With("AAP Index", index)
            .With("Capabilities", Wording.Hex(capabilities, 8))
            .With("AAP List Digest", Generation(list))
            .With("Clock", clock.ToString(CultureInfo.InvariantCulture), clock <= LatestClock ? Wording.Instant(DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(clock)) : null);

    private static DecodedLayer Registered(DecodedLayer layer, MapRegisterStatus status, MapNextStep next, ushort lifetime, uint rows, ulong generation,
        TableDigest digest) =>
        layer.With("Status", (byte)status, status.ToString()).With("Next", (byte)next, next.ToString()).With("Granted Lifetime", lifetime, "seconds")
            .With("Row Count", rows).With("Generation", Generation(generation)).With("Digest", digest.ToString());

    private static DecodedLayer Held(DecodedLayer layer, ulong generation, TableDigest digest) =>
        layer.With("Known Generation", Generation(generation)).With("Known Digest", digest.ToString(), digest.IsNone ? "no table" : null);

    private static DecodedLayer Digests(DecodedLayer layer, ulong claimGeneration, uint claims, uint rows, TableDigest claim, TableDigest merged, ulong held) =>
        layer.With("Claim Generation", Generation(claimGeneration)).With("Claim Count", claims).With("Merged Row Count", rows)
            .With("Claim Digest", claim.ToString()).With("Merged Digest", merged.ToString()).With("Held Generation", Generation(held));

    private static DecodedLayer Entries(DecodedLayer layer, MapEntryList entries)
    {
        foreach (var entry in entries)
            layer.With("Row", entry.Row.ToString(), $"{entry.State}, {entry.AccessPoints} access points");
        return layer;
    }

    private static string Generation(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);
}
