using System.CommandLine;
using ProxyMip.Simulation.Campaigns;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Host.Commands;

/// <summary><c>proxymip simulate</c>: campaigns in the network in memory, in virtual time.</summary>
internal static class SimulateCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new SimulateRoamOptions();
        var command = new Command("simulate", "Let mobile nodes roam in the network in memory and print how it went.");
        options.AddTo(command);
        command.Add(SimulateMapCommand.Create(terminal));
        command.Add(SimulateScaleCommand.Create(terminal));
        command.Add(SimulateLoadCommand.Create(terminal));
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(options.Schema))
                return Print(terminal, TopologySchema.Text);
            if (!TryReadTopology(parsed.GetValue(options.Topology), out var topology, out var sentence))
                return terminal.Refuse(sentence);
            if (parsed.GetValue(options.PrintTopology))
                return Print(terminal, TopologyFile.Write(topology) + "\n");
            if (!options.TryRead(parsed, out var plan, out sentence))
                return terminal.Refuse(sentence);
            if (RoamCampaign.Objection(topology) is { } objection)
                return terminal.Refuse(objection);
            return new SimulateRoamRun(terminal, topology, plan).Run();
        });
        return command;
    }

    private static int Print(Terminal terminal, string text)
    {
        terminal.Output.Write(text);
        return ExitCode.Done;
    }

    private static bool TryReadTopology(string? path, out Topology topology, out string sentence)
    {
        (topology, sentence) = (ManualTopology.ForCampaigns(), "");
        if (path is null)
            return true;
        try
        {
            var read = TopologyFile.TryRead(File.ReadAllText(path), out var file, out var problem);
            topology = file ?? topology;
            sentence = read ? "" : $"'{path}' is not a topology. {problem}";
            return read;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            sentence = $"'{path}' cannot be read: {reason.Message}";
            return false;
        }
    }
}
