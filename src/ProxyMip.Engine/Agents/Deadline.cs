namespace ProxyMip.Engine.Agents;

/// <summary>Something that is due at an uptime and may sit in one <see cref="DeadlineHeap{T}"/>. The heap owns both members.</summary>
internal abstract class Deadline
{
    /// <summary>The uptime it is due at; meaningless outside a heap.</summary>
    public TimeSpan DueAt { get; set; }

    /// <summary>Where it sits in its heap; -1 outside.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Whether a heap holds it.</summary>
    public bool IsScheduled => Slot >= 0;
}
