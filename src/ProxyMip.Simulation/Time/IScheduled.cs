namespace ProxyMip.Simulation.Time;

/// <summary>Something that wants to be called at a later time.</summary>
public interface IScheduled
{
    /// <summary>The time has come.</summary>
    /// <param name="kind">The number it was scheduled with; only the target gives it a meaning.</param>
    /// <param name="payload">What it was scheduled with.</param>
    void Fire(int kind, object? payload);
}
