using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ProxyMip.Testing;

namespace ProxyMip.Browser.Tests;

/// <summary>The program itself, serving the network in memory on a free loopback port over a data folder of its own. Ended by its process id.</summary>
internal sealed class ConsoleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private ConsoleProcess(Process process, string folder, string link) => (_process, _folder, FirstLink) = (process, folder, link);

    /// <summary>The link the program printed.</summary>
    public string FirstLink { get; }

    /// <summary>Scheme, host and port.</summary>
    public string Root => new Uri(FirstLink).GetLeftPart(UriPartial.Authority);

    /// <summary>Starts the program and waits for its link.</summary>
    public static async Task<ConsoleProcess> StartAsync(params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("proxymip-browser-").FullName;
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "proxymip.exe" : "proxymip");
        var start = new ProcessStartInfo(HostProgram(program)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["serve", "--data", folder, "--listen", $"127.0.0.1:{FreePort()}", .. more])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains("http://", StringComparison.Ordinal))
                return new(process, folder, line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
        }
        throw new InvalidOperationException("The program ended before it printed its link.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // The program's own output folder holds its static assets; the copy beside the tests does not.
    private static string HostProgram(string beside)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Debug";
        var own = Path.Combine(VectorFiles.RepositoryRoot, "src", "ProxyMip.Host", "bin", configuration, "net10.0", "proxymip");
        return File.Exists(own) ? own : beside;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
