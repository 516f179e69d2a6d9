using MudBlazor;

namespace ProxyMip.Web.Theme;

/// <summary>The one theme: the classic palette in light mode, its night version in dark mode. Colours repeat css/tokens.css.</summary>
public static class ConsoleTheme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"];

    /// <summary>The theme.</summary>
    public static MudTheme Instance { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5cad",
            Secondary = "#b00012",
            Background = "#ffffff",
            Surface = "#ffffff",
            AppbarBackground = "#c0c0c0",
            AppbarText = "#101418",
            TextPrimary = "#14181d",
            TextSecondary = "#434b55",
            Success = "#1b6e20",
            Error = "#b00012",
            Warning = "#8a5300",
            Info = "#0b5cad",
            LinesDefault = "#c9ced6",
            TableLines = "#d8dce2",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7db8ff",
            Secondary = "#ff9a94",
            Background = "#12161c",
            Surface = "#1b212a",
            AppbarBackground = "#262d38",
            AppbarText = "#e8ecf2",
            TextPrimary = "#e8ecf2",
            TextSecondary = "#b4bdc9",
            Success = "#7ddc84",
            Error = "#ff9a94",
            Warning = "#ffc46b",
            Info = "#7db8ff",
            LinesDefault = "#3a4452",
            TableLines = "#303947",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9375rem", LineHeight = "1.5" },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", FontWeight = "600" },
        },
    };
}
