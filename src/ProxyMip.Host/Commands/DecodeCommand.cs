using System.CommandLine;
using System.Text.Json;
using ProxyMip.Host.Capture;
using ProxyMip.Host.Decoding;

namespace ProxyMip.Host.Commands;

/// <summary><c>proxymip decode</c>: prints packets for people, from hexadecimal digits or a capture file.</summary>
internal static class DecodeCommand
{
    private const long LargestFile = 1L << 30;

    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string[]>("HEX|FILE")
        {
            Description = "Hexadecimal digits, or a pcap or pcapng file. Without it, either is read from standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var layer = new Option<string?>("--layer") { Description = "What the digits start with; guessed when not given." };
        layer.AcceptOnlyFromAmong([.. DecodeLayerNames.All]);
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var keys = new DecodeKeyOptions();
        var command = new Command("decode", "Print the layers, fields and authenticators of packets.") { input, layer, json };
        keys.AddTo(command);
        command.SetAction(parsed =>
        {
            if (!keys.TryRead(parsed, out var known, out var sentence))
                return terminal.Refuse(sentence);
            var run = new DecodeRun(terminal, DecodeLayerNames.Parse(parsed.GetValue(layer)), parsed.GetValue(json), new(known, DateTimeOffset.UtcNow));
            return run.Decode(parsed.GetValue(input) ?? []);
        });
        return command;
    }

    private sealed class DecodeRun(Terminal terminal, DecodeLayer layer, bool json, DecodeSession session)
    {
        public int Decode(string[] arguments)
        {
            if (arguments is [var path] && File.Exists(path))
                return DecodeFile(path);
            if (arguments.Length > 0)
                return DecodeText(string.Concat(arguments), $"'{Shorten(string.Join(' ', arguments))}' is neither a file nor an even number of hexadecimal digits.");
            using var buffer = new MemoryStream();
            terminal.Input.CopyTo(buffer);
            var octets = buffer.ToArray();
            return CaptureReader.Recognises(octets)
                ? DecodeCapture("Standard input", octets)
                : DecodeText(System.Text.Encoding.Latin1.GetString(octets), "Standard input is neither a capture file nor an even number of hexadecimal digits.");
        }

        private int DecodeFile(string path)
        {
            try
            {
                if (new FileInfo(path).Length > LargestFile)
                    return terminal.Refuse($"'{path}' is larger than 1 GiB.");
                return DecodeCapture($"'{path}'", File.ReadAllBytes(path));
            }
            catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
            {
                return terminal.Refuse($"'{path}' cannot be read: {reason.Message}");
            }
        }

        private int DecodeText(string text, string refusal)
        {
            if (!HexText.TryParse(text, out var octets))
                return terminal.Refuse(refusal);
            var first = layer == DecodeLayer.Unknown ? LayerGuess.Of(octets) : layer;
            if (first == DecodeLayer.Unknown)
                return terminal.Refuse($"These {octets.Length} octets look like none of the layers; name one with --layer.");
            var decoded = PacketDecoder.Decode(octets, first, session);
            if (!json)
                Decoding.DecodeText.Write(terminal.Output, decoded);
            else
                WriteJson(writer => DecodeJson.Write(writer, decoded));
            return ExitCode.Done;
        }

        private int DecodeCapture(string name, byte[] octets)
        {
            var capture = CaptureReader.Read(octets);
            if (json)
                WriteJson(writer => WriteFrames(writer, capture));
            else
                WriteFrames(capture);
            return capture.Fault is { } fault ? terminal.Refuse($"{name} is not a whole capture file: {fault}.") : ExitCode.Done;
        }

        private void WriteFrames(CaptureFile capture)
        {
            foreach (var frame in capture.Frames)
                Decoding.DecodeText.Write(terminal.Output, frame, Decode(frame));
        }

        private void WriteFrames(Utf8JsonWriter writer, CaptureFile capture)
        {
            writer.WriteStartArray();
            foreach (var frame in capture.Frames)
                DecodeJson.Write(writer, frame, Decode(frame));
            writer.WriteEndArray();
        }

        private DecodedLayer Decode(CapturedFrame frame)
        {
            session.Now = frame.Time;
            return PacketDecoder.Decode(frame.Octets.Span, frame.Layer, session);
        }

        private void WriteJson(Action<Utf8JsonWriter> write)
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, DecodeJson.Options))
                write(writer);
            terminal.Output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        }

        private static string Shorten(string text) => text.Length <= 40 ? text : text[..37] + "...";
    }
}
