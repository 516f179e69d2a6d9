using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.Agents;

/// <summary>Keeps one kind of log entry to a few per second and says how many were left out when the next one passes.</summary>
/// <param name="perSecond">Most entries per second.</param>
internal sealed class ReportLimit(int perSecond)
{
    private readonly RateLimit _limit = new(perSecond, TimeSpan.FromSeconds(1));
    private long _leftOut;

    /// <summary>Whether an entry may be written now; one that may not is counted.</summary>
    public bool Allows(TimeSpan now)
    {
        if (_limit.TryTake(now))
            return true;
        _leftOut++;
        return false;
    }

    /// <summary>Writes an entry, with the number of those left out since the last one.</summary>
    public void Write(EngineReport entry, in StepContext context)
    {
        context.Report(_leftOut == 0 ? entry : entry with { Text = $"{entry.Text} ({_leftOut} more like this were not logged)" });
        _leftOut = 0;
    }
}
