using System.CommandLine;
using System.Text;
using System.Text.Json;
using ProxyMip.Host.Decoding;
using ProxyMip.Host.Vectors;

namespace ProxyMip.Host.Commands;

/// <summary><c>proxymip vectors</c>: checks this program against vector files (protocol reference, section 22).</summary>
internal static class VectorsCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "A folder with vector files, at any depth." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("vectors", "Check every vector below a folder: fields, octets, authenticators, outcomes.") { folder, json };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(folder)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string path, bool json)
    {
        var folder = VectorFolder.Read(path);
        var report = VectorRun.Check(folder);
        if (report.Results.Count > 0 || folder.Faults.Count == 0)
        {
            if (json)
                WriteJson(terminal.Output, report);
            else
                WriteText(terminal.Output, report);
        }
        if (folder.Faults.Count > 0)
            return terminal.Refuse(folder.Faults.Count == 1 ? folder.Faults[0] : $"{folder.Faults[0].TrimEnd('.')}, and {folder.Faults.Count - 1} more.");
        return report.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void WriteText(TextWriter output, VectorReport report)
    {
        foreach (var result in report.Results.Where(result => !result.Passed))
            output.WriteLine($"FAILED {result.File} {result.Name}: {string.Join("; ", result.Differences)}");
        foreach (var result in report.Results.Where(result => result.NotCompared.Count > 0))
            output.WriteLine($"note   {result.File} {result.Name}: not compared: {string.Join(", ", result.NotCompared)}");
        output.WriteLine($"{report.Passed} passed, {report.Failed} failed");
    }

    private static void WriteJson(TextWriter output, VectorReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, DecodeJson.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("passed", report.Passed);
            json.WriteNumber("failed", report.Failed);
            json.WriteStartArray("vectors");
            foreach (var result in report.Results)
                WriteResult(json, result);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteResult(Utf8JsonWriter json, VectorResult result)
    {
        json.WriteStartObject();
        json.WriteString("file", result.File);
        json.WriteString("name", result.Name);
        json.WriteBoolean("passed", result.Passed);
        WriteTexts(json, "differences", result.Differences);
        WriteTexts(json, "not_compared", result.NotCompared);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
