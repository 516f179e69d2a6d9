using System.Threading.Channels;
using ProxyMip.Simulation;

namespace ProxyMip.Runtime.Simulated;

/// <summary>
/// Lets the network in memory run in real time. The one owner of everything in it: others hand in work and wait for it. The only place of the simulated
/// side that reads a clock.
/// </summary>
public sealed class NetworkLoop : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PublishPeriod = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _clock;
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>A loop for a network; <see cref="Start"/> begins.</summary>
    public NetworkLoop(VirtualNetwork network, TimeProvider clock) => (Network, _clock) = (network, clock);

    /// <summary>The network; touched on the loop only.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>Called on the loop at most four times a second, and at once after work that changed something.</summary>
    public Action? Publish { get; set; }

    /// <summary>Called when a defect ended the loop; see <see cref="Fault"/>.</summary>
    public Action? Ended { get; set; }

    /// <summary>The defect that ended the loop; null while it runs.</summary>
    public Exception? Fault => _running.Exception?.InnerException;

    /// <summary>Begins to run.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Does something to the network on the loop and publishes; completes when it is done.</summary>
    public Task DoAsync(Action<VirtualNetwork> work, CancellationToken cancel) =>
        AskAsync(network =>
        {
            work(network);
            Publish?.Invoke();
            return true;
        }, cancel);

    /// <summary>Asks the network something on the loop.</summary>
    public async Task<T> AskAsync<T>(Func<VirtualNetwork, T> ask, CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Writer.TryWrite(() =>
        {
            try
            {
                answer.SetResult(ask(Network));
            }
            catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or KeyNotFoundException)
            {
                answer.SetException(fault);
            }
        });
        return await answer.Task.WaitAsync(cancel);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var begun = _clock.GetTimestamp();
        var due = TimeSpan.Zero;
        using var timer = new PeriodicTimer(Step, _clock);
        try
        {
            do
            {
                var now = _clock.GetElapsedTime(begun);
                Network.Advance(now);
                while (_work.Reader.TryRead(out var work))
                    work();
                if (now < due)
                    continue;
                Publish?.Invoke();
                due = now + PublishPeriod;
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
        finally
        {
            if (!_stopping.IsCancellationRequested)
                Ended?.Invoke();
        }
    }
}
