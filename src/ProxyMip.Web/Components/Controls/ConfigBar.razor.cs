using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Controls;

/// <summary>Apply, OK, Cancel, Restore Defaults: the one bar of every setup page (screen specification 3.1), with the guard for unsaved edits.</summary>
public sealed partial class ConfigBar : ComponentBase, IDisposable
{
    private Question? _question;
    private bool _leaving;
    private bool _reportedDirty;

    /// <summary>The page's draft.</summary>
    [Parameter]
    [EditorRequired]
    public IConfigDraft Draft { get; set; } = default!;

    /// <summary>The parent page.</summary>
    [Parameter]
    [EditorRequired]
    public string Up { get; set; } = "/";

    /// <summary>Question of Restore Defaults.</summary>
    [Parameter]
    public string RestoreQuestion { get; set; } = "Set everything on this page back to factory defaults? This is saved at once.";

    /// <summary>Name of the capability a save needs.</summary>
    [Parameter]
    public string Needs { get; set; } = "Write";

    /// <summary>Whether the page has only OK and Cancel.</summary>
    [Parameter]
    public bool OkOnly { get; set; }

    /// <summary>Whether the last save was stored.</summary>
    [Parameter]
    public bool Saved { get; set; }

    /// <summary>Raised after a save was tried, for the focus on the first wrong field.</summary>
    [Parameter]
    public EventCallback<bool> OnCommitted { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private string SavedText => Draft.IsBusy ? "Saving…" : Saved ? "Saved" : "";

    /// <inheritdoc />
    public void Dispose() => _ = ReportDirtyAsync(false);

    /// <inheritdoc />
    protected override Task OnAfterRenderAsync(bool firstRender) => ReportDirtyAsync(Draft.IsDirty && Draft.CanCommit);

    private async Task ApplyAsync() => await OnCommitted.InvokeAsync(await Draft.CommitAsync());

    private async Task OkAsync()
    {
        if (!Draft.IsDirty)
        {
            Leave();
            return;
        }
        var stored = await Draft.CommitAsync();
        await OnCommitted.InvokeAsync(stored);
        if (stored)
            Leave();
    }

    private void Leave()
    {
        _leaving = true;
        Navigation.NavigateTo(Up);
    }

    private async Task RestoreAsync()
    {
        if (await AskAsync(RestoreQuestion))
            await OnCommitted.InvokeAsync(await Draft.RestoreDefaultsAsync());
    }

    // Help opens beside the form in a panel of its own; everything else that leaves a changed page asks.
    private async Task GuardAsync(LocationChangingContext change)
    {
        if (_leaving || !Draft.IsDirty || !Draft.CanCommit)
            return;
        if (!await AskAsync("Leave without saving your changes?"))
            change.PreventNavigation();
    }

    private async Task<bool> AskAsync(string text)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _question = new(text, yes => answer.TrySetResult(yes));
        await InvokeAsync(StateHasChanged);
        var yes = await answer.Task;
        _question = null;
        await InvokeAsync(StateHasChanged);
        return yes;
    }

    private async Task ReportDirtyAsync(bool dirty)
    {
        if (dirty == _reportedDirty)
            return;
        _reportedDirty = dirty;
        try
        {
            await Script.InvokeVoidAsync("proxymip.setDirty", dirty);
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone; there is nobody left to warn.
        }
    }

    private sealed record Question(string Text, Action<bool> Answer);
}
