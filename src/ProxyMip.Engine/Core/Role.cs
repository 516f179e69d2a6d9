namespace ProxyMip.Engine.Core;

/// <summary>What a step may use: the time, entropy, and the list its actions go to.</summary>
/// <param name="now">The moment of the step.</param>
/// <param name="entropy">Random octets.</param>
/// <param name="actions">Actions are appended in the order they are to be done.</param>
public readonly ref struct StepContext(Moment now, EntropySource entropy, List<EngineAction> actions)
{
    /// <summary>The moment of the step.</summary>
    public Moment Now { get; } = now;

    /// <summary>Random octets.</summary>
    public EntropySource Entropy { get; } = entropy;

    /// <summary>Appends an action.</summary>
    public void Do(EngineAction action) => actions.Add(action);

    /// <summary>Delivers an event to the other roles of this node after this step.</summary>
    public void Raise(EngineEvent signal) => actions.Add(new Raise(signal));

    /// <summary>Writes to the event log.</summary>
    public void Report(EngineReport entry) => actions.Add(new Report(entry));
}

/// <summary>
/// One role of a node (agent discovery, access point proxy, foreign agent, home agent, subnet map exchange). Owns the tables of its role and steps the
/// pure machines inside them. Driven by <see cref="ProxyAgent"/> only, on one thread.
/// </summary>
public abstract class Role
{
    private protected Role()
    {
    }

    /// <summary>The uptime at which the role wants <see cref="Woken"/>; null when it waits for nothing.</summary>
    public abstract TimeSpan? WakeAt { get; }

    /// <summary>
    /// Whether an event is for this role at all, beside those of its node: separates registration messages between roles that share a port.
    /// <see cref="Woken"/> is not asked about; it comes when <see cref="WakeAt"/> is due.
    /// </summary>
    /// <param name="input">The event.</param>
    /// <param name="node">Settings of the node.</param>
    internal virtual bool Concerns(EngineEvent input, NodeSettings node) => true;

    /// <summary>Takes one event. Events of no concern are passed over in silence; events that make no sense in the present state are counted or reported.</summary>
    public abstract void Handle(EngineEvent input, in StepContext context);
}
