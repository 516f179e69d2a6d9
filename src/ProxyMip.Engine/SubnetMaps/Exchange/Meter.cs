using System.Collections.Immutable;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>Counts messages and drops. Arrays only: nothing is allocated for a message.</summary>
internal sealed class Meter
{
    private const int Types = (int)MapMessageType.Error + 1;

    private readonly long[] _sent = new long[Types];
    private readonly long[] _sentOctets = new long[Types];
    private readonly long[] _received = new long[Types];
    private readonly long[] _receivedOctets = new long[Types];
    private readonly long[] _refused = new long[(int)MapRefusal.Body + 1];
    private readonly long[] _dropped = new long[(int)SubnetMapDrop.RowRefused + 1];

    public long ProbesSent { get; set; }

    public long ProbesAnswered { get; set; }

    public void Sent(MapMessageType type, int octets)
    {
        _sent[(int)type]++;
        _sentOctets[(int)type] += octets;
    }

    public void Received(MapMessageType type, int octets)
    {
        _received[(int)type]++;
        _receivedOctets[(int)type] += octets;
    }

    public void Refused(MapRefusal reason) => _refused[(int)reason]++;

    public void Dropped(SubnetMapDrop reason) => _dropped[(int)reason]++;

    public SubnetMapCounters ToCounters()
    {
        var traffic = ImmutableArray.CreateBuilder<SubnetMapTraffic>();
        for (var type = 0; type < Types; type++)
        {
            if (_sent[type] + _received[type] > 0)
                traffic.Add(new((MapMessageType)type, _sent[type], _sentOctets[type], _received[type], _receivedOctets[type]));
        }
        return new()
        {
            Traffic = traffic.ToImmutable(),
            Refused = Counted(_refused, static reason => (MapRefusal)reason),
            Dropped = Counted(_dropped, static reason => (SubnetMapDrop)reason),
            ProbesSent = ProbesSent,
            ProbesAnswered = ProbesAnswered,
        };
    }

    private static ImmutableSortedDictionary<T, long> Counted<T>(long[] counts, Func<int, T> reason)
        where T : notnull
    {
        var picture = ImmutableSortedDictionary.CreateBuilder<T, long>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
                picture.Add(reason(i), counts[i]);
        }
        return picture.ToImmutable();
    }
}
