using Microsoft.AspNetCore.Components;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages;

/// <summary>A page that shows a node as it is: follows its snapshots, or stands still while paused.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private INodeControl? _followed;

    /// <summary>This tab.</summary>
    [Inject]
    protected ConsoleSession Session { get; set; } = default!;

    /// <summary>Whether the page updates by itself.</summary>
    public bool IsLive { get; private set; } = true;

    /// <summary>The snapshot shown.</summary>
    protected NodeSnapshot Shown { get; private set; } = default!;

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Lifetime => _lifetime.Token;

    /// <summary>Live or paused.</summary>
    public void SetLive(bool live)
    {
        IsLive = live;
        if (live)
            Refresh();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Session.NodeChanged -= OnNodeChanged;
        if (_followed is not null)
            _followed.Changed -= OnChanged;
        _lifetime.Cancel();
        _lifetime.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Session.NodeChanged += OnNodeChanged;
        Follow();
    }

    /// <summary>Reads again now.</summary>
    protected void Refresh()
    {
        Shown = Session.Node.Current;
        Updated();
        StateHasChanged();
    }

    /// <summary>Called after <see cref="Shown"/> was replaced.</summary>
    protected virtual void Updated()
    {
    }

    private void Follow()
    {
        if (_followed is not null)
            _followed.Changed -= OnChanged;
        _followed = Session.Node;
        _followed.Changed += OnChanged;
        Shown = _followed.Current;
        Updated();
    }

    private void OnChanged()
    {
        if (IsLive && !_lifetime.IsCancellationRequested)
            _ = InvokeAsync(Refresh);
    }

    private void OnNodeChanged() => _ = InvokeAsync(() =>
    {
        Follow();
        StateHasChanged();
    });
}
