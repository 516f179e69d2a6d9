using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Internet;

/// <summary>Puts the fragments of a packet together again, RFC 791 §3.2: at the receiver only.</summary>
internal sealed class Reassembler
{
    private const int MostPackets = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Key, Partial> _partial = [];

    /// <summary>Takes one fragment.</summary>
    /// <returns>The whole packet once its last missing fragment is there; null until then.</returns>
    public byte[]? Take(in Ipv4Header header, ReadOnlySpan<byte> packet, TimeSpan now)
    {
        var key = new Key(header.Source, header.Destination, header.Protocol, header.Identification);
        if (!_partial.TryGetValue(key, out var partial))
        {
            Forget(now);
            _partial[key] = partial = new(now);
        }
        partial.Pieces[header.FragmentOffset] = header.PayloadOf(packet).ToArray();
        if (!header.MoreFragments)
            partial.Length = header.FragmentOffset + header.PayloadLength;
        if (!partial.IsComplete)
            return null;
        _partial.Remove(key);
        return partial.Join(header);
    }

    private void Forget(TimeSpan now)
    {
        foreach (var (key, partial) in _partial)
        {
            if (now - partial.Since > Patience || _partial.Count >= MostPackets)
                _partial.Remove(key);
        }
    }

    private readonly record struct Key(Ipv4Address Source, Ipv4Address Destination, IpProtocol Protocol, ushort Identification);

    private sealed class Partial(TimeSpan since)
    {
        public TimeSpan Since => since;

        public SortedList<int, byte[]> Pieces { get; } = [];

        public int Length { get; set; } = -1;

        public bool IsComplete
        {
            get
            {
                var have = 0;
                foreach (var (offset, piece) in Pieces)
                {
                    if (offset > have)
                        return false;
                    have = Math.Max(have, offset + piece.Length);
                }
                return Length >= 0 && have >= Length;
            }
        }

        public byte[] Join(in Ipv4Header last)
        {
            var packet = new byte[Ipv4Header.FixedSize + Length];
            var whole = last with
            {
                HeaderLength = Ipv4Header.FixedSize,
                TotalLength = (ushort)packet.Length,
                FragmentOffset = 0,
                MoreFragments = false,
            };
            var start = whole.WriteTo(packet);
            foreach (var (offset, piece) in Pieces)
                piece.AsSpan(0, Math.Min(piece.Length, Length - offset)).CopyTo(packet.AsSpan(start + offset));
            return packet;
        }
    }
}
