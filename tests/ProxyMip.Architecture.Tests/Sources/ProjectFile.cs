using System.Xml.Linq;

namespace ProxyMip.Architecture.Tests.Sources;

/// <summary>What a project file says of its neighbours.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="AssemblyName">Name of what it builds.</param>
/// <param name="ProjectReferences">Names of the projects it refers to.</param>
/// <param name="PackageReferences">Names of the packages it refers to.</param>
public sealed record ProjectFile(string Name, string AssemblyName, IReadOnlyList<string> ProjectReferences, IReadOnlyList<string> PackageReferences)
{
    public static IReadOnlyList<ProjectFile> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => Parse(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)))];

    public static ProjectFile Parse(string name, string text)
    {
        var root = XDocument.Parse(text).Root!;
        return new(
            name,
            root.Descendants("AssemblyName").FirstOrDefault()?.Value ?? name,
            [.. Includes(root, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes(root, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XElement root, string item) => root.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
