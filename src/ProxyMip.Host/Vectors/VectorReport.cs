namespace ProxyMip.Host.Vectors;

/// <summary>What came of one vector.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Differences">What differs; none: it passed.</param>
/// <param name="NotCompared">Members no check understands.</param>
internal sealed record VectorResult(string File, string Name, IReadOnlyList<string> Differences, IReadOnlyCollection<string> NotCompared)
{
    public bool Passed => Differences.Count == 0;
}

/// <summary>What came of a folder of vectors.</summary>
internal sealed record VectorReport(IReadOnlyList<VectorResult> Results)
{
    public int Passed => Results.Count(result => result.Passed);

    public int Failed => Results.Count - Passed;
}
