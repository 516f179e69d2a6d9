using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using ProxyMip.Config;
using ProxyMip.Config.Bindings;

namespace ProxyMip.Web.Components.Controls;

/// <summary>A list of security associations with Add, Edit and Remove, staged until Apply or OK (screen specification 5.7).</summary>
public sealed partial class BindingsEditor : ComponentBase
{
    private readonly HashSet<SaBindingInput> _selected = [];

    /// <summary>The form.</summary>
    [Parameter]
    [EditorRequired]
    public SaBindingsInput Form { get; set; } = default!;

    /// <summary>As stored, for keys that are kept.</summary>
    [Parameter]
    [EditorRequired]
    public SaBindingsConfig Stored { get; set; } = default!;

    /// <summary>Read-only.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Looks up the finding of a field.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, FieldFault?> FaultAt { get; set; } = default!;

    /// <summary>Raised when a field was changed.</summary>
    [Parameter]
    public EventCallback<string> OnTouch { get; set; }

    /// <summary>Raised with the findings of Add or Remove; empty when it worked.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<FieldFault>> OnFaults { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private static string StartField => Id("start");

    private static string EndField => Id("end");

    private static string SpiField => Id("spi");

    private static string KeyField => Id("key");

    private static string ListField => Id("list");

    private static string Id(string part) => $"sa-{part}";

    private async Task Change(Action change, string field)
    {
        change();
        await OnTouch.InvokeAsync(field);
    }

    private async Task EnterAdds(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
            await AddAsync();
    }

    private async Task AddAsync()
    {
        var faults = new FaultList();
        var staged = SaBindingsRules.TryStage(Form, Stored, faults);
        await OnFaults.InvokeAsync(faults.All);
        if (staged)
            await Script.InvokeVoidAsync("proxymip.focusField", StartField);
    }

    private async Task Remove()
    {
        if (_selected.Count == 0)
        {
            await OnFaults.InvokeAsync([new("SA-08", ListField, "Select a binding to remove.")]);
            return;
        }
        foreach (var row in _selected)
        {
            if (row.IsNew)
                Form.Existing.Remove(row);
            else
                row.IsRemoved = !row.IsRemoved;
        }
        _selected.Clear();
        await OnFaults.InvokeAsync([]);
    }

    // Edit is ours: the entry goes back into the fields, its key is kept unless a new one is typed.
    private async Task Edit()
    {
        if (_selected.Count != 1)
        {
            await OnFaults.InvokeAsync([new("SA-08", ListField, "Select one binding to edit.")]);
            return;
        }
        Form.New = _selected.Single();
        Form.New.IsNew = false;
        Form.Existing.Remove(Form.New);
        _selected.Clear();
        await OnFaults.InvokeAsync([]);
        await Script.InvokeVoidAsync("proxymip.focusField", StartField);
    }

    private void Toggle(SaBindingInput row)
    {
        if (!Disabled && !_selected.Remove(row))
            _selected.Add(row);
    }

    private void OnListKey(KeyboardEventArgs key, SaBindingInput row)
    {
        if (key.Key is " " or "Enter")
            Toggle(row);
    }
}
