using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using ProxyMip.Benchmarks;

// Without arguments: everything, and docs/performance.md is written anew. With --filter and the like: BenchmarkDotNet as usual, nothing is written.
// Many short iterations: on a shared machine some of them meet no neighbour, and the fastest counts.
var job = Job.Default.WithToolchain(new InProcessEmitToolchain(new()))
    .WithWarmupCount(20).WithIterationCount(200).WithIterationTime(TimeInterval.FromMilliseconds(4));
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(new ConsoleLogger())
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "proxymip-benchmarks"))
    .WithOptions(ConfigOptions.DisableOptimizationsValidator);
if (args.Length > 0)
{
    BenchmarkSwitcher.FromAssembly(typeof(PerformanceReport).Assembly).Run(args, config);
    return 0;
}
var summaries = BenchmarkRunner.Run(typeof(PerformanceReport).Assembly, config);
PerformanceReport.Write(summaries, DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
