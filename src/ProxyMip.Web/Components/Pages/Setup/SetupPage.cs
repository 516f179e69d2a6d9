using Microsoft.AspNetCore.Components;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>What every page with Apply, OK, Cancel and Restore Defaults shares: a draft that follows the node this tab looks at.</summary>
/// <typeparam name="TInput">The form.</typeparam>
public abstract class SetupPage<TInput> : ComponentBase, IDisposable
    where TInput : class
{
    private readonly CancellationTokenSource _lifetime = new();

    /// <summary>The draft; its form is null until loaded.</summary>
    protected ConfigDraft<TInput> Draft { get; private set; } = default!;

    /// <summary>The control path.</summary>
    [Inject]
    protected IConfigurationService Configurations { get; set; } = default!;

    /// <summary>This tab.</summary>
    [Inject]
    protected ConsoleSession Session { get; set; } = default!;

    /// <inheritdoc />
    public void Dispose()
    {
        Session.NodeChanged -= OnNodeChanged;
        _lifetime.Cancel();
        _lifetime.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where the draft comes from and goes to.</summary>
    protected abstract DraftSource<TInput> Source();

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        Session.NodeChanged += OnNodeChanged;
        return OpenAsync();
    }

    /// <summary>Changes the form and drops the finding of the field.</summary>
    protected void Set(Action change, string field)
    {
        ArgumentNullException.ThrowIfNull(change);
        change();
        Draft.Touch(field);
    }

    /// <summary>Apply, for Enter in a field.</summary>
    protected async Task ApplyAsync()
    {
        if (Draft.IsDirty && Draft.CanCommit)
            await Draft.CommitAsync();
    }

    private async Task OpenAsync()
    {
        Draft = new(Source(), _lifetime.Token);
        Draft.Changed += () => _ = InvokeAsync(StateHasChanged);
        await Draft.LoadAsync();
    }

    private void OnNodeChanged() => _ = InvokeAsync(OpenAsync);
}
