using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests.Assemblies;

/// <summary>The assemblies of <c>src</c>, as they lie beside this test program.</summary>
public static class Product
{
    /// <summary>The program's assembly is called after its command.</summary>
    public const string HostAssembly = "proxymip";

    /// <summary>Projects without clock, IO, entropy or threads.</summary>
    public static IReadOnlyList<string> PureProjects { get; } =
        ["ProxyMip.Protocol", "ProxyMip.Config", "ProxyMip.Engine", "ProxyMip.Simulation", "ProxyMip.Aaa"];

    public static IReadOnlyList<ProjectFile> Projects { get; } = ProjectFile.ReadAll(Repository.Source);

    public static IReadOnlyList<AssemblyFacts> Assemblies { get; } = [.. Projects.Select(project => AssemblyScanner.Read(PathOf(project)))];

    /// <summary>The assembly of one project; null while the project does not exist.</summary>
    public static AssemblyFacts? Find(string name) => Assemblies.FirstOrDefault(assembly => assembly.Name == name);

    private static string PathOf(ProjectFile project)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{project.AssemblyName}.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException(
            $"{project.AssemblyName}.dll is not beside the architecture tests: let ProxyMip.Architecture.Tests.csproj refer to {project.Name}, else no rule sees it.");
    }
}
