using ProxyMip.Host.Capture;

namespace ProxyMip.Host.Decoding;

/// <summary>Prints decoded layers the way a person reads them: one field a line, indented by layer.</summary>
internal static class DecodeText
{
    private const int Step = 2;
    private const int NameWidth = 28;

    public static void Write(TextWriter output, CapturedFrame frame, DecodedLayer layer)
    {
        var cut = frame.OriginalLength > frame.Octets.Length ? $", cut from {frame.OriginalLength}" : "";
        output.WriteLine($"Frame {frame.Number}: {Wording.Instant(frame.Time)}, {frame.Octets.Length} octets{cut}");
        Write(output, layer, Step);
        output.WriteLine();
    }

    public static void Write(TextWriter output, DecodedLayer layer, int indent = 0)
    {
        var margin = new string(' ', indent);
        output.WriteLine(margin + layer.Name);
        foreach (var field in layer.Fields)
        {
            var meaning = field.Meaning is null ? "" : $" ({field.Meaning})";
            output.WriteLine($"{margin}  {field.Name.PadRight(Math.Max(0, NameWidth - indent))}  {field.Value}{meaning}");
        }
        foreach (var inner in layer.Inside)
            Write(output, inner, indent + Step);
    }
}
