namespace ProxyMip.Web.Components.Pages.Help;

/// <summary>One page of help.</summary>
/// <param name="Key">Part of its address.</param>
/// <param name="Title">Title of the screen or overview.</param>
/// <param name="Paragraphs">What it is for.</param>
/// <param name="Fields">Fields in the order of the screen.</param>
internal sealed record HelpTopic(string Key, string Title, string[] Paragraphs, HelpField[] Fields)
{
    /// <summary>Whether a text occurs anywhere in it.</summary>
    public bool Contains(string text) =>
        text.Length == 0 || Title.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Paragraphs.Any(paragraph => paragraph.Contains(text, StringComparison.OrdinalIgnoreCase))
        || Fields.Any(field => field.Label.Contains(text, StringComparison.OrdinalIgnoreCase) || field.Text.Contains(text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One field or counter.</summary>
internal sealed record HelpField(string Label, string Text);
