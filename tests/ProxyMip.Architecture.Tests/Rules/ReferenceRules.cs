using System.IO.Enumeration;
using ProxyMip.Architecture.Tests.Assemblies;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests.Rules;

/// <summary>Who may refer to whom: rules 1 to 4 and 6 to 10 of the house.</summary>
public static class ReferenceRules
{
    private static readonly string[] PureSet = [.. Product.PureProjects];

    /// <summary>For each project the assemblies it may use (<c>*</c> stands for anything) beside System.*, and the reason.</summary>
    private static readonly Dictionary<string, (string[] Allowed, string Reason)> Table = new(StringComparer.Ordinal)
    {
        ["ProxyMip.Protocol"] = ([], "Octets to values and back needs the base library only; whoever speaks the protocol must be able to take it along alone."),
        ["ProxyMip.Config"] = (["ProxyMip.Protocol", "FluentValidation"], "Settings are values with rules; they know neither the engine that obeys them nor the page that edits them."),
        ["ProxyMip.Aaa"] = (["ProxyMip.Protocol", "ProxyMip.Config"], "RADIUS and TACACS+ exchanges and the engine meet in Runtime only; each can be tested without the other."),
        ["ProxyMip.Engine"] = (["ProxyMip.Protocol", "ProxyMip.Config"], "The machines are pure: whatever they refer to can bring in a clock, a socket or a thread."),
        ["ProxyMip.Simulation"] = (["ProxyMip.Protocol", "ProxyMip.Config", "ProxyMip.Engine", "ProxyMip.Aaa"], "The network in memory replays a failing seed octet for octet only while it is as pure as the engine."),
        ["ProxyMip.Runtime"] = ([.. PureSet, "Microsoft.Extensions.*.Abstractions"], "The driver knows ports, not platforms: Linux, store and pages are brought to it by Host."),
        ["ProxyMip.Linux"] = (["ProxyMip.Protocol", "ProxyMip.Runtime", "Microsoft.Extensions.*.Abstractions", "Microsoft.Win32.Primitives", "SharpPcap", "PacketDotNet"], "The platform edge implements ports; it takes no decisions and sees no settings."),
        ["ProxyMip.Store"] = (["ProxyMip.Config", "ProxyMip.Protocol", "Microsoft.EntityFrameworkCore*", "Microsoft.Data.Sqlite", "SQLitePCLRaw.*", "Npgsql*", "Microsoft.AspNetCore.*", "Microsoft.Extensions.*"], "The store keeps settings and accounts; an engine type in a table would freeze the engine."),
        ["ProxyMip.Lab"] = (["ProxyMip.Linux", "ProxyMip.Protocol"], "The lab builds real networks; the roles in them are separate processes."),
        ["ProxyMip.Web"] = (["ProxyMip.Config", "ProxyMip.Protocol", "ProxyMip.Runtime", "MudBlazor", "Microsoft.AspNetCore.*", "Microsoft.Extensions.*", "Microsoft.JSInterop"], "Pages show snapshots and edit settings; they never reach into the engine, the database or a port."),
        [Product.HostAssembly] = (["*"], "The composition root knows everybody."),
    };

    /// <summary>Rules 1 to 4, 6 to 9: references between assemblies.</summary>
    public static Rule<AssemblyFacts> Assemblies { get; } = new(
        "Each project uses only the assemblies its row of the table allows (rules 1-4, 6-9).",
        "Dependencies point one way: pure set, driver, edges, pages, host; see docs/architecture.md.",
        assembly => Table.TryGetValue(assembly.Name, out var row)
            ? assembly.References.Where(reference => !IsAllowed(assembly.Name, row.Allowed, reference))
                .Select(reference => $"{assembly.Name} uses {reference}. {row.Reason}")
            : [$"{assembly.Name} has no row in the table of allowed references: decide what it may use, and why."]);

    /// <summary>The same table for project files, where a reference nothing uses yet would not show in the assembly.</summary>
    public static Rule<ProjectFile> ProjectFiles { get; } = new(
        "Each project file refers only to projects its row of the table allows (rules 1-4, 6-9).",
        "An unused reference is an invitation, and transitively hands its neighbours to everyone above.",
        project => Table.TryGetValue(project.AssemblyName, out var row)
            ? project.ProjectReferences.Where(reference => !IsAllowed(project.AssemblyName, row.Allowed, reference))
                .Select(reference => $"{project.Name} refers to {reference}. {row.Reason}")
            : [$"{project.Name} has no row in the table of allowed references."]);

    /// <summary>Rule 1, second half.</summary>
    public static Rule<AssemblyFacts> NoNetworkingInProtocol { get; } = new(
        "Protocol uses no System.Net.*, and no assembly of the pure set uses sockets (rules 1 and 5).",
        "IPAddress and friends parse leniently, allocate and pull in IO; addresses here are Ipv4Address.",
        assembly => assembly.References.Where(reference => assembly.Name == "ProxyMip.Protocol" && reference.StartsWith("System.Net", StringComparison.Ordinal))
            .Concat(assembly.References.Where(reference => Product.PureProjects.Contains(assembly.Name) && reference == "System.Net.Sockets"))
            .Select(reference => $"{assembly.Name} uses {reference}"));

    /// <summary>Rule 8: what Web may see of Runtime.</summary>
    public static Rule<AssemblyFacts> WebSeesControlOnly { get; } = new(
        "Of Runtime, Web uses only the namespace ProxyMip.Runtime.Control (rule 8).",
        "Pages get immutable snapshots and commands; a page holding a port or the loop could stall the packet path.",
        assembly => assembly.Name != "ProxyMip.Web" ? [] : assembly.UsedTypes
            .Where(type => type.Assembly == "ProxyMip.Runtime" && type.Namespace != "ProxyMip.Runtime.Control" && !type.Namespace.StartsWith("ProxyMip.Runtime.Control.", StringComparison.Ordinal))
            .Select(type => $"{assembly.Name} uses {type.FullName}"));

    /// <summary>Rule 9: nobody refers to Host.</summary>
    public static Rule<AssemblyFacts> NothingSeesHost { get; } = new(
        "Nothing uses the host (rule 9).",
        "The composition root is the end of the graph; a reference back would make it a library.",
        assembly => assembly.References.Where(reference => reference is Product.HostAssembly or "ProxyMip.Host").Select(reference => $"{assembly.Name} uses {reference}"));

    /// <summary>Rule 9: InternalsVisibleTo.</summary>
    public static Rule<AssemblyFacts> FriendsAreOwnTests { get; } = new(
        "InternalsVisibleTo names only the project's own tests (rule 9).",
        "Internal means internal: a friend assembly is a second, undocumented public surface.",
        assembly => assembly.Friends.Where(friend => friend != $"{(assembly.Name == Product.HostAssembly ? "ProxyMip.Host" : assembly.Name)}.Tests")
            .Select(friend => $"{assembly.Name} opens its internals to {friend}"));

    /// <summary>Rule 9: cycles. The subject is the whole set of project files.</summary>
    public static Rule<IReadOnlyList<ProjectFile>> NoCycles { get; } = new(
        "Project references form no cycle (rule 9).",
        "Two projects in a cycle are one project that cannot be tested apart.",
        projects => projects.Where(project => Reaches(projects, project.Name, project.Name, [])).Select(project => $"{project.Name} refers to itself through others"));

    /// <summary>Rule 10: who may name which library.</summary>
    public static Rule<AssemblyFacts> LibrariesStayInOnePlace { get; } = new(
        "Only Linux names SharpPcap, only Store names EF Core, only Web names MudBlazor (rule 10).",
        "A library used in one place can be replaced in one place.",
        assembly => assembly.References.Where(reference => HomeOf(reference) is { } home && home != assembly.Name)
            .Select(reference => $"{assembly.Name} uses {reference}, which belongs to {HomeOf(reference)}"));

    /// <summary>Rule 10 for project files: a package nothing uses yet would not show in the assembly.</summary>
    public static Rule<ProjectFile> PackagesStayInOnePlace { get; } = new(
        "Only Linux refers to SharpPcap, only Store to EF Core, only Web to MudBlazor (rule 10).",
        "A package comes with its dependencies, used or not.",
        project => project.PackageReferences.Where(package => HomeOf(package) is { } home && home != project.Name)
            .Select(package => $"{project.Name} refers to {package}, which belongs to {HomeOf(package)}"));

    /// <summary>Rule 10: native code.</summary>
    public static Rule<AssemblyFacts> NativeCodeInLinuxOnly { get; } = new(
        "Only Linux imports native functions or allows unsafe code (rule 10).",
        "Everything above the platform edge stays memory-safe and runs anywhere.",
        assembly => assembly.Name == "ProxyMip.Linux" ? []
            : assembly.NativeMethods.Select(method => $"{method} is native").Concat(assembly.AllowsUnsafe ? [$"{assembly.Name} allows unsafe code"] : []));

    private static bool IsAllowed(string user, string[] allowed, string reference) =>
        reference.StartsWith("System.", StringComparison.Ordinal) || reference == user
        || allowed.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, reference, ignoreCase: false));

    private static string? HomeOf(string reference) => reference switch
    {
        "SharpPcap" or "PacketDotNet" => "ProxyMip.Linux",
        "MudBlazor" => "ProxyMip.Web",
        _ when reference.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) => "ProxyMip.Store",
        _ => null,
    };

    private static bool Reaches(IReadOnlyList<ProjectFile> projects, string from, string target, HashSet<string> seen) =>
        projects.Where(project => project.Name == from).SelectMany(project => project.ProjectReferences)
            .Any(next => next == target || (seen.Add(next) && Reaches(projects, next, target, seen)));
}
