using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ProxyMip.Web.Components.Controls;

/// <summary>A question with yes and no. The safe answer has the focus, Escape means no.</summary>
public sealed partial class ConfirmBox : ComponentBase
{
    private ElementReference _safe;

    /// <summary>The question.</summary>
    [Parameter]
    [EditorRequired]
    public string Question { get; set; } = "";

    /// <summary>Called once with the answer.</summary>
    [Parameter]
    [EditorRequired]
    public Action<bool> OnAnswer { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _safe.FocusAsync();
    }

    private void OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            OnAnswer(false);
    }
}
