using System.Collections.Concurrent;
using System.Diagnostics;
using ProxyMip.Fuzz;
using ProxyMip.Fuzz.Targets;

if (args is ["--list"])
{
    foreach (var target in FuzzTargets.All)
        Console.WriteLine(target.MayAllocate is null ? target.Name : $"{target.Name} (may allocate: {target.MayAllocate})");
    return 0;
}
if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}
if (options.Input is { } input)
{
    var judge = new Judge(options.Targets[0]);
    var verdict = judge.Try(input);
    Console.WriteLine(verdict is null ? $"kept every promise: {judge.Last}" : $"{verdict.Promise}: {verdict.Detail}");
    return verdict is null ? 0 : 1;
}

// One target at a time on each core; a target's numbers are those of one core.
var cores = Math.Min(Environment.ProcessorCount, options.Targets.Count);
var each = TimeSpan.FromSeconds(options.Seconds * cores / options.Targets.Count);
var failed = 0;
var inputs = 0L;
var started = Stopwatch.GetTimestamp();
Console.WriteLine($"{options.Targets.Count} targets, {each.TotalSeconds:F1} s each on {cores} cores, seed {options.Seed}");
Parallel.ForEach(Partitioner.Create(options.Targets.Index(), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = cores }, entry =>
{
    var (index, target) = entry;
    var seed = options.Seed + (ulong)index;
    var run = new FuzzRun(target, seed);
    var began = Stopwatch.GetTimestamp();
    var failure = run.Run(each);
    var rate = run.Inputs / Stopwatch.GetElapsedTime(began).TotalSeconds;
    Interlocked.Add(ref inputs, run.Inputs);
    var line = $"{target.Name,-28} {run.Inputs,12:N0} inputs {rate,12:N0}/s {run.Outcomes,6} outcomes  {(failure is null ? "ok" : "FAILED")}";
    if (failure is not null)
    {
        Interlocked.Increment(ref failed);
        var hex = Convert.ToHexStringLower(failure.Input);
        line += $"\n  {failure.Promise}\n  {failure.Detail}\n  {failure.Input.Length} octets: {hex}\n  again: --target {target.Name} --input {hex}\n  found with --seed {seed}";
    }
    Console.WriteLine(line);
    if (options.KeepCorpus && failure is null)
        Seeds.Keep(target.Name, run.Accepted(12));
});
Console.WriteLine($"{inputs:N0} inputs in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
Console.WriteLine($"{options.Targets.Count - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
