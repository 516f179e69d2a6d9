using ProxyMip.Engine.Core;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps;

/// <summary>One of the two sides a node can take in the exchange: member, or authoritative access point.</summary>
internal abstract class ExchangeSide
{
    /// <summary>When there is something to do, seen from an uptime.</summary>
    public abstract TimeSpan? WakeAt { get; }

    /// <summary>The exchange was switched on.</summary>
    public abstract void Start(in StepContext context);

    /// <summary>The exchange is switched off, or starts over with other settings.</summary>
    public abstract void Stop(MapGoodbyeReason reason, in StepContext context);

    /// <summary>A datagram for UDP port 6500.</summary>
    public abstract void Receive(DatagramReceived datagram, in StepContext context);

    /// <summary>A registration reply to this node.</summary>
    public abstract void ReceiveReply(DatagramReceived datagram, in StepContext context);

    /// <summary>A deadline came.</summary>
    public abstract void Wake(in StepContext context);

    /// <summary>Agent discovery knows the home agents of the own subnet.</summary>
    public abstract void SetOwn(ReadOnlySpan<MapRow> rows, in StepContext context);

    /// <summary>Clear or Refresh.</summary>
    public abstract void Maintain(bool isClear, in StepContext context);

    /// <summary>Settings changed, but neither the list nor the own address; sessions go on.</summary>
    public abstract void Reconfigure(SubnetMapSettings settings);

    /// <summary>What pages may see.</summary>
    public abstract SubnetMapSnapshot ToView(Moment now);
}
