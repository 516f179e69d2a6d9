using System.Diagnostics.CodeAnalysis;

namespace ProxyMip.Engine.Agents;

/// <summary>
/// Deadlines by uptime, earliest first: a binary heap whose members know their place, so that moving or removing one is logarithmic and looking at
/// the earliest is constant, however many there are.
/// </summary>
/// <typeparam name="T">What is due.</typeparam>
internal sealed class DeadlineHeap<T>
    where T : Deadline
{
    private readonly List<T> _members = [];

    /// <summary>How many wait.</summary>
    public int Count => _members.Count;

    /// <summary>The earliest deadline; null when nothing waits.</summary>
    public TimeSpan? Earliest => _members.Count > 0 ? _members[0].DueAt : null;

    /// <summary>Adds a member or moves it to another time.</summary>
    public void Schedule(T member, TimeSpan dueAt)
    {
        member.DueAt = dueAt;
        if (!member.IsScheduled)
        {
            member.Slot = _members.Count;
            _members.Add(member);
        }
        Rise(member);
        Sink(member);
    }

    /// <summary>Takes a member out; nothing happens if it is not in.</summary>
    public void Remove(T member)
    {
        if (!member.IsScheduled)
            return;
        var hole = member.Slot;
        var last = _members[^1];
        _members.RemoveAt(_members.Count - 1);
        member.Slot = -1;
        if (ReferenceEquals(last, member))
            return;
        Place(last, hole);
        Rise(last);
        Sink(last);
    }

    /// <summary>Takes out the earliest member if its time has come.</summary>
    public bool TryTakeDue(TimeSpan now, [NotNullWhen(true)] out T? member)
    {
        member = _members.Count > 0 && _members[0].DueAt <= now ? _members[0] : null;
        if (member is null)
            return false;
        Remove(member);
        return true;
    }

    private void Rise(T member)
    {
        while (member.Slot > 0)
        {
            var parent = _members[(member.Slot - 1) / 2];
            if (parent.DueAt <= member.DueAt)
                return;
            Swap(parent, member);
        }
    }

    private void Sink(T member)
    {
        while (member.Slot * 2 + 1 < _members.Count)
        {
            var child = _members[member.Slot * 2 + 1];
            if (child.Slot + 1 < _members.Count && _members[child.Slot + 1].DueAt < child.DueAt)
                child = _members[child.Slot + 1];
            if (member.DueAt <= child.DueAt)
                return;
            Swap(member, child);
        }
    }

    private void Swap(T upper, T lower)
    {
        var slot = upper.Slot;
        Place(upper, lower.Slot);
        Place(lower, slot);
    }

    private void Place(T member, int slot)
    {
        _members[slot] = member;
        member.Slot = slot;
    }
}
