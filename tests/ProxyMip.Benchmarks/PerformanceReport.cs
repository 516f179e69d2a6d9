using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using ProxyMip.Testing;

namespace ProxyMip.Benchmarks;

/// <summary>Writes docs/performance.md: the goals and whether they are met, then every table with the machine and the date.</summary>
public static class PerformanceReport
{
    private static readonly string Path = System.IO.Path.Combine(VectorFiles.RepositoryRoot, "docs", "performance.md");

    /// <summary>A promise about one row of a table.</summary>
    private sealed record Goal(string Text, string Type, string Description, string Parameter, Func<Row, bool> IsMet);

    /// <summary>One benchmark: nanoseconds per operation in the fastest iteration and in the median one, the ratio to its baseline, bytes allocated per operation.</summary>
    private sealed record Row(string Type, string Description, string Parameters, bool IsBaseline, double Nanoseconds, double Median, double Ratio, long Bytes)
    {
        public double MillionsPerSecond => 1000 / Nanoseconds;
    }

    private static readonly Goal[] Goals =
    [
        .. new[] { "HmacMd5", "Md5PrefixSuffix", "Md5PrefixSuffixRfc2002" }.Select(algorithm => new Goal(
            $"parse and verify a request with {algorithm}: at most 1.25 times the bare hash, zero bytes", nameof(AuthenticationBenchmarks),
            "parse the request, find the extension, verify", algorithm, row => row.Ratio <= 1.25 && row.Bytes == 0)),
        new("HMAC-MD5 of a request: at least 2.4 million a second on one core", nameof(AuthenticationBenchmarks), "bare hash of the octets covered", "HmacMd5", row => row.MillionsPerSecond >= 2.4),
        new("longest match over 10,000 rows: at least 90 million a second on one core", nameof(LongestMatchBenchmarks), "LongestMatchTable.TryFind", "", row => row.MillionsPerSecond >= 90),
    ];

    public static void Write(IReadOnlyList<Summary> summaries, string date)
    {
        var rows = summaries.SelectMany(Rows).ToList();
        var text = new StringBuilder();
        text.Append("# Performance\n\n");
        text.Append("Written by `make bench` (BenchmarkDotNet, in process, one core). Every row stands beside its natural rival of the same run: figures move with the\n");
        text.Append("machine, ratios hardly. `ns` is the fastest of 200 iterations of 4 ms, since what a busy machine adds is not ours; `median` shows how busy it was.\n");
        text.Append("Rates and ratios are of the fastest; `bytes` are those allocated in one operation.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Measured on {date}, on {Machine(summaries[0])}.\n\n## Goals\n\n| Goal | Measured | Met |\n|---|---|---|\n");
        foreach (var goal in Goals)
        {
            var row = rows.Single(r => r.Type == goal.Type && r.Description == goal.Description && r.Parameters.EndsWith(goal.Parameter, StringComparison.Ordinal));
            text.Append(CultureInfo.InvariantCulture, $"| {goal.Text} | {row.MillionsPerSecond:F1} million/s, ratio {row.Ratio:F2}, {row.Bytes} B | {(goal.IsMet(row) ? "yes" : "**no**")} |\n");
        }
        foreach (var summary in summaries)
            Table(text, Title(summary), [.. Rows(summary)]);
        File.WriteAllText(Path, text.ToString());
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<Row> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
        foreach (var group in rows.GroupBy(row => row.Parameters))
        {
            text.Append(group.Key.Length == 0 ? "\n" : $"\n{group.Key}\n\n");
            text.Append("| | ns | median | million/s | ratio | bytes |\n|---|--:|--:|--:|--:|--:|\n");
            foreach (var row in group)
                text.Append(CultureInfo.InvariantCulture, $"| {row.Description} | {row.Nanoseconds:F1} | {row.Median:F1} | {row.MillionsPerSecond:F2} | {(row.IsBaseline ? "1" : row.Ratio.ToString("F2", CultureInfo.InvariantCulture))} | {row.Bytes} |\n");
        }
    }

    private static IEnumerable<Row> Rows(Summary summary)
    {
        foreach (var report in summary.Reports.Where(report => report.ResultStatistics is not null))
        {
            var benchmark = report.BenchmarkCase;
            var parameters = string.Join(", ", benchmark.Parameters.Items.Select(item => $"{item.Name} {item.Value}"));
            var baseline = summary.Reports.First(other => other.BenchmarkCase.Descriptor.Baseline
                && other.BenchmarkCase.Parameters.PrintInfo == benchmark.Parameters.PrintInfo);
            var statistics = report.ResultStatistics!;
            yield return new(benchmark.Descriptor.Type.Name, benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), parameters, benchmark.Descriptor.Baseline,
                statistics.Min, statistics.Median, statistics.Min / baseline.ResultStatistics!.Min, AllocationCount.PerOperation(benchmark));
        }
    }

    private static string Title(Summary summary) => summary.BenchmarksCases[0].Descriptor.Categories[0];

    private static string Machine(Summary summary)
    {
        var host = summary.HostEnvironmentInfo;
        var cpu = host.Cpu.Value?.ProcessorName ?? "an unknown processor";
        return $"{cpu}, {Environment.ProcessorCount} logical cores, {host.Os.Value?.Name} {host.Os.Value?.Version}, .NET {Environment.Version}";
    }
}
