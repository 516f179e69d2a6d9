using CsCheck;
using ProxyMip.Engine.Agents;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>The structures behind every deadline and every budget of the agents.</summary>
public sealed class DeadlineHeapTests
{
    [Fact]
    public void Heap_UnderAnyOperations_IsASortedList() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 50]).Array[0, 200].Sample(operations =>
        {
            var heap = new DeadlineHeap<Item>();
            var items = Enumerable.Range(0, 10).Select(_ => new Item()).ToArray();
            var model = new Dictionary<Item, TimeSpan>();
            foreach (var (kind, which, time) in operations)
            {
                var at = TimeSpan.FromSeconds(time);
                if (kind == 0)
                {
                    heap.Schedule(items[which], at);
                    model[items[which]] = at;
                }
                else if (kind == 1)
                {
                    heap.Remove(items[which]);
                    model.Remove(items[which]);
                }
                else if (heap.TryTakeDue(at, out var due))
                {
                    Assert.Equal(model.Values.Min(), model[due]);
                    Assert.True(model[due] <= at);
                    model.Remove(due);
                }
                else
                    Assert.DoesNotContain(model.Values, value => value <= at);
                Assert.Equal(model.Count, heap.Count);
                Assert.Equal(model.Count == 0 ? null : model.Values.Min(), heap.Earliest);
                Assert.All(items, item => Assert.Equal(model.ContainsKey(item), item.IsScheduled));
            }
        }, iter: 300);

    [Fact]
    public void RateLimit_LetsABurstThroughAndThenOneAtATime()
    {
        var limit = new RateLimit(10, TimeSpan.FromSeconds(1));
        var taken = Enumerable.Range(0, 100).Count(_ => limit.TryTake(TimeSpan.FromSeconds(5)));

        Assert.Equal(10, taken);
        Assert.False(limit.TryTake(TimeSpan.FromSeconds(5.09)));
        Assert.True(limit.TryTake(TimeSpan.FromSeconds(5.1)));
        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => limit.TryTake(TimeSpan.FromSeconds(60))));
    }

    [Fact]
    public void RatePerKey_HoldsOnlyTheKeysOfTheRunningPeriodAndNeverMoreThanItMay()
    {
        var limit = new RatePerKey<int>(TimeSpan.FromSeconds(1), 3);

        Assert.Equal([true, false, true, true, false], new[] { 1, 1, 2, 3, 4 }.Select(key => limit.TryTake(key, TimeSpan.FromSeconds(10))));
        Assert.Equal(3, limit.Count);
        Assert.False(limit.TryTake(1, TimeSpan.FromSeconds(10.9)));
        Assert.True(limit.TryTake(4, TimeSpan.FromSeconds(11)));
        Assert.Equal(1, limit.Count);
    }

    private sealed class Item : Deadline;
}
