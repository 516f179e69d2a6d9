using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Components.Controls;

/// <summary>One roam as a timeline: each step with the time since the association, what happened, the rule that decided, and the setting behind it.</summary>
public sealed partial class RoamTimeline : ComponentBase
{
    /// <summary>The roam.</summary>
    [Parameter]
    [EditorRequired]
    public RoamView Roam { get; set; } = default!;

    /// <summary>Whether the steps are shown at first.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    private string StepCount => string.Create(CultureInfo.InvariantCulture, $"{Roam.Steps.Length} step{(Roam.Steps.Length == 1 ? "" : "s")}");

    /// <summary>Such as <c>+0.034 s</c>.</summary>
    public static string SinceText(TimeSpan since) => string.Create(CultureInfo.InvariantCulture, $"+{since.TotalSeconds:0.000} s");

    /// <summary>A kind such as "AddressKnown" in words: "Address known".</summary>
    public static string KindText(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return WordStart().Replace(kind, start => $" {char.ToLowerInvariant(start.Value[0])}");
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
