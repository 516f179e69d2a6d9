using System.Reflection;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;

namespace ProxyMip.Benchmarks;

/// <summary>
/// Bytes one operation allocates on its own thread, exactly. (The runner's figure is of the whole process: with short iterations the runner itself shows in it.)
/// </summary>
public static class AllocationCount
{
    private const int Rounds = 200;

    public static long PerOperation(BenchmarkCase benchmark)
    {
        var type = benchmark.Descriptor.Type;
        var instance = Activator.CreateInstance(type)!;
        foreach (var parameter in benchmark.Parameters.Items)
            type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        type.GetMethods().FirstOrDefault(method => method.IsDefined(typeof(GlobalSetupAttribute)))?.Invoke(instance, null);
        var workload = benchmark.Descriptor.WorkloadMethod;
        var bytes = workload.ReturnType == typeof(void)
            ? Measure(workload.CreateDelegate<Action>(instance))
            : (long)typeof(AllocationCount).GetMethod(nameof(MeasureResult), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(workload.ReturnType).Invoke(null, [workload.CreateDelegate(typeof(Func<>).MakeGenericType(workload.ReturnType), instance)])!;
        return bytes / (Rounds * (long)benchmark.Descriptor.OperationsPerInvoke);
    }

    private static long MeasureResult<T>(Func<T> workload) => Measure(() => workload());

    private static long Measure(Action workload)
    {
        workload(); // statics
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            workload();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
