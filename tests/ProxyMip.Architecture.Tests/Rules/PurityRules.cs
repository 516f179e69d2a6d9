using ProxyMip.Architecture.Tests.Assemblies;

namespace ProxyMip.Architecture.Tests.Rules;

/// <summary>Rules 5 and 11: what the pure set may not touch, and the shape of public types.</summary>
public static class PurityRules
{
    /// <summary>Types of the platform that are a clock, a source of entropy, IO, ambient state or a thread.</summary>
    private static readonly string[] ForbiddenTypes =
    [
        "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Timers.Timer", "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask", "System.Threading.Tasks.ValueTask`1",
        "System.Threading.Tasks.Parallel", "System.Net.Sockets.Socket", "System.Net.Sockets.UdpClient", "System.Net.Sockets.TcpClient",
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.Environment", "System.Console", "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator", "Microsoft.Extensions.Logging.ILogger", "Microsoft.Extensions.Logging.ILogger`1",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_UtcNow", "System.DateTime.get_Now", "System.DateTime.get_Today", "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.get_Now",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    // An iterator method asks which thread it runs on, so that it can reuse itself; the compiler writes that, and nothing depends on the answer.
    private const string IteratorOwnUse = "System.Environment.get_CurrentManagedThreadId";

    /// <summary>Rule 5: no clock, no entropy, no IO.</summary>
    public static Rule<AssemblyFacts> NoAmbientWorld { get; } = new(
        "The pure set uses no clock, entropy, IO, console, environment, thread, task or logger (rule 5).",
        "Time and entropy arrive as arguments: only so does a failing seed replay exactly, and virtual hours pass in milliseconds.",
        assembly => !Product.PureProjects.Contains(assembly.Name) ? [] : assembly.UsedMembers
            .Where(member => ForbiddenMembers.Contains(member) || (ForbiddenTypes.Contains(member[..member.LastIndexOf('.')].TrimEnd('.')) && member != IteratorOwnUse))
            .Concat(assembly.UsedTypes.Select(type => type.FullName).Where(type => ForbiddenTypes.Contains(type) && !UsedForIteratorsOnly(assembly, type)))
            .Select(use => $"{assembly.Name} uses {use}").Distinct());

    /// <summary>Rule 5: no async.</summary>
    public static Rule<AssemblyFacts> NoAsynchrony { get; } = new(
        "The pure set has no async method (rule 5).",
        "A machine is one step: what it waits for is data (WakeAt), never a suspended method.",
        assembly => Product.PureProjects.Contains(assembly.Name) ? assembly.AsyncMethods.Select(method => $"{method} is asynchronous") : []);

    /// <summary>Rule 5: no writable static field.</summary>
    public static Rule<AssemblyFacts> NoWritableStatics { get; } = new(
        "The pure set has no writable static field (rule 5).",
        "State hidden in a static is shared by every node of a simulated town and by every test.",
        assembly => Product.PureProjects.Contains(assembly.Name) ? assembly.WritableStatics.Select(field => $"{field} can be written") : []);

    // The ports of the pure set, made to be implemented outside; no switch looks at their type. A third one is a decision: give its reason here.
    private static readonly string[] OpenOnPurpose =
    [
        "ProxyMip.Engine.Core.EntropySource", // the driver hands in random octets through it
        "ProxyMip.Engine.PacketPath.PacketOutput", // the packet path hands packets out through it, without making one action object a packet
    ];

    /// <summary>Rule 11: public types are closed.</summary>
    public static Rule<AssemblyFacts> ClosedTypes { get; } = new(
        "Every public type of Protocol and Engine is sealed, static, abstract with a private protected constructor, a struct or an enum (rule 11).",
        "A switch over messages, events or actions is complete only when nobody can add a case from outside.",
        assembly => assembly.Name is "ProxyMip.Protocol" or "ProxyMip.Engine" ? assembly.OpenPublicTypes.Where(type => !OpenOnPurpose.Contains(type)).Select(type => $"{type} is open") : []);

    private static bool UsedForIteratorsOnly(AssemblyFacts assembly, string type) =>
        type == "System.Environment" && assembly.UsedMembers.Where(member => member.StartsWith("System.Environment.", StringComparison.Ordinal)).All(member => member == IteratorOwnUse);
}
