using System.Runtime.CompilerServices;

namespace ProxyMip.Testing;

/// <summary>The vector files kept with the tests.</summary>
public static class VectorFiles
{
    /// <summary>The root folder of the checkout the tests were built from.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The folder that holds the JSON files of vectors.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot, "tests", "data", "vectors");

    private static string FindRoot([CallerFilePath] string source = "")
    {
        // The output folder first: a build with path mapping has no true source path.
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(source) })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "ProxyMipConsole.sln")))
                    return folder;
            }
        }
        throw new InvalidOperationException("The tests must run from inside the checkout: ProxyMipConsole.sln was not found above the test program.");
    }
}
