using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Internet;

/// <summary>What is known about one address on a segment, and the packets that wait to know more.</summary>
internal sealed class Neighbour
{
    /// <summary>Its Ethernet address; zero while nobody answered.</summary>
    public MacAddress Mac { get; set; }

    /// <summary>When it was last confirmed.</summary>
    public TimeSpan ConfirmedAt { get; set; }

    /// <summary>Requests sent since the last answer.</summary>
    public int Asked { get; set; }

    /// <summary>Tells the current question from earlier ones, whose timers are still running.</summary>
    public int Question { get; set; }

    /// <summary>Packets waiting, with room for the Ethernet header in front.</summary>
    public Queue<byte[]> Waiting { get; } = new();
}
