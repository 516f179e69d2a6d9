using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Tests.Time;

public sealed class SeededEntropyTests
{
    [Fact]
    public void SeededEntropy_SameSeed_SameSequence()
    {
        var (one, other) = (new SeededEntropy(42), new SeededEntropy(42));

        Assert.Equal(Enumerable.Range(0, 100).Select(_ => one.Next()), Enumerable.Range(0, 100).Select(_ => other.Next()));
    }

    [Fact]
    public void SeededEntropy_KnownState_FollowsTheReferenceGenerator()
    {
        // SplitMix64 from 0, then xoshiro256**: the values the authors' C code prints.
        var entropy = new SeededEntropy(0);

        Assert.Equal([0x99EC5F36CB75F2B4UL, 0xBF6E1F784956452AUL, 0x1A5F849D4933E6E0UL], [entropy.Next(), entropy.Next(), entropy.Next()]);
    }

    [Fact]
    public void SeededEntropy_Forks_DoNotDependOnEachOther()
    {
        var root = new SeededEntropy(7);
        var alone = new SeededEntropy(7).Fork("b").Next();

        _ = root.Fork("a").Next();

        Assert.Equal(alone, root.Fork("b").Next());
        Assert.NotEqual(root.Fork("a").Next(), root.Fork("b").Next());
    }

    [Fact]
    public void SeededEntropy_Happens_AsOftenAsTheProbabilitySays()
    {
        var entropy = new SeededEntropy(1);

        var times = Enumerable.Range(0, 100_000).Count(_ => entropy.Happens(0.05));

        Assert.InRange(times, 4_700, 5_300);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(1.0, true)]
    public void SeededEntropy_CertainOutcome_DrawsNothing(double probability, bool expected)
    {
        var (asked, untouched) = (new SeededEntropy(3), new SeededEntropy(3));

        Assert.Equal(expected, asked.Happens(probability));
        Assert.Equal(untouched.Next(), asked.Next());
    }

    [Fact]
    public void SeededEntropy_Below_ReachesEveryValueAndNoOther()
    {
        var entropy = new SeededEntropy(5);

        var drawn = Enumerable.Range(0, 1000).Select(_ => entropy.Below(7)).Distinct().Order();

        Assert.Equal(Enumerable.Range(0, 7), drawn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public void SeededEntropy_Fill_FillsEveryOctet(int length)
    {
        var entropy = new SeededEntropy(9);
        var buffer = new byte[length];
        var touched = new bool[length];

        for (var round = 0; round < 50; round++)
        {
            entropy.Fill(buffer);
            for (var i = 0; i < length; i++)
                touched[i] |= buffer[i] != 0;
        }

        Assert.DoesNotContain(false, touched);
    }
}
