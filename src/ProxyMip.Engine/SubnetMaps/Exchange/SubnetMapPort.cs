using ProxyMip.Engine.Core;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>
/// The sending half of the exchange: seals messages under the key in force and counts them. Bodies are written to <see cref="Body"/> first. One allocation
/// for each datagram: its octets.
/// </summary>
/// <param name="self">This end.</param>
internal sealed class SubnetMapPort(MapReceiver self)
{
    private const byte TimeToLive = 64;
    private readonly byte[] _datagram = new byte[MapHeader.MaxDatagramSize];
    private readonly ErrorBudget _errors = new();

    /// <summary>This end.</summary>
    public MapReceiver Self { get; set; } = self;

    /// <summary>Bits of every message.</summary>
    public MapBits Bits { get; set; }

    /// <summary>Counters.</summary>
    public Meter Meter { get; } = new();

    /// <summary>Where the next body goes.</summary>
    public Span<byte> Body => SubnetMapDatagram.BodyOf(_datagram)[..MapHeader.MaxBodySize];

    /// <summary>
    /// The sequence number of a message to a peer nothing is remembered of, and the one its session starts behind: microseconds of uptime, so that no
    /// number is used twice although none is remembered.
    /// </summary>
    public static ulong SequenceAt(TimeSpan uptime) => 1 + (ulong)(uptime.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The first number to a peer remembered from now on: 1 at the start.</summary>
    public static ulong FirstSequence(TimeSpan uptime) => uptime == TimeSpan.Zero ? 1 : SequenceAt(uptime) + 1;

    /// <summary>Sends the body to a peer.</summary>
    /// <param name="link">The peer.</param>
    /// <param name="type">What the body is.</param>
    /// <param name="transaction">Transaction.</param>
    /// <param name="bodyLength">Octets written to <see cref="Body"/>.</param>
    /// <param name="context">Where it goes.</param>
    /// <param name="last">Whether it is the last of a series.</param>
    public void Send(PeerLink link, MapMessageType type, uint transaction, int bodyLength, in StepContext context, bool last = false)
    {
        var epoch = type == MapMessageType.Hello ? MapEpoch.None : link.Record.Epoch;
        Send(link.Address, epoch, link.TakeSequence(), type, transaction, bodyLength, last, context);
    }

    /// <summary>Answers a message in the run of its sender, which may be another one than is remembered, or not remembered at all.</summary>
    /// <param name="asked">The message.</param>
    /// <param name="link">What is remembered of its sender; null: nothing.</param>
    /// <param name="type">What the body is.</param>
    /// <param name="bodyLength">Octets written to <see cref="Body"/>.</param>
    /// <param name="context">Where it goes.</param>
    public void Answer(in MapHeader asked, PeerLink? link, MapMessageType type, int bodyLength, in StepContext context)
    {
        var sequence = link?.TakeSequence() ?? SequenceAt(context.Now.Uptime);
        Send(asked.Sender, asked.SenderEpoch, sequence, type, asked.Transaction, bodyLength, last: false, context);
    }

    /// <summary>Answers a message by ERROR, at most once a second and peer.</summary>
    /// <param name="asked">What is refused.</param>
    /// <param name="link">What is remembered of its sender; null: nothing.</param>
    /// <param name="code">Why.</param>
    /// <param name="context">Where it goes.</param>
    public void Refuse(in MapHeader asked, PeerLink? link, MapErrorCode code, in StepContext context)
    {
        if (!_errors.TrySpend(asked.Sender, link, context.Now.Uptime))
        {
            Meter.Dropped(SubnetMapDrop.ErrorHeldBack);
            return;
        }
        var error = new MapError { Code = code, OffendingType = asked.Type, OffendingTransaction = asked.Transaction };
        Answer(asked, link, MapMessageType.Error, error.WriteTo(Body), context);
    }

    private void Send(Ipv4Address receiver, MapEpoch receiverEpoch, ulong sequence, MapMessageType type, uint transaction, int bodyLength, bool last,
        in StepContext context)
    {
        var header = new MapHeader
        {
            Type = type,
            Bits = last ? Bits | MapBits.Last : Bits,
            Sender = Self.Address,
            Receiver = receiver,
            SenderEpoch = Self.Epoch,
            ReceiverEpoch = receiverEpoch,
            Sequence = sequence,
            Transaction = transaction,
        };
        var length = SubnetMapDatagram.Seal(header, Self.Keys.Current, _datagram, bodyLength);
        Meter.Sent(type, length);
        context.Do(new SendDatagram(null, null, null, Self.Address, receiver, TimeToLive, MapHeader.Port, MapHeader.Port, _datagram.AsSpan(0, length).ToArray()));
    }
}
