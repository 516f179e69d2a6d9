using ProxyMip.Fuzz;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Architecture.Tests;

/// <summary>The fuzzer finds what it looks for: each promise broken on purpose by a planted parser.</summary>
public sealed class FuzzHarnessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20); // it stops at the first failure, long before

    private static byte[]? s_kept;

    private static Failure? Fuzz(FuzzFunction parser) => new FuzzRun(new FuzzTarget("planted", parser), seed: 1).Run(Limit);

    [Fact]
    public void ParserThatThrows_IsFoundAndShrunk()
    {
        // Only octets 7 and 1 at places 2 and 5 reach the bug.
        var failure = Fuzz((input, _) => input.Length > 5 && input[2] == 7 && input[5] == 1 ? throw new FormatException() : Outcome.Refused());
        Assert.Equal("exception System.FormatException", failure?.Promise);
        Assert.Equal([0, 0, 7, 0, 0, 1], failure!.Input);
    }

    [Fact]
    public void ParserThatAllocates_IsFound()
    {
        var failure = Fuzz((input, _) =>
        {
            if (input.Length > 0 && input[0] == 9)
                s_kept = new byte[input.Length];
            return Outcome.Refused();
        });
        Assert.Equal("allocates", failure?.Promise);
        Assert.NotNull(s_kept);
    }

    [Fact]
    public void ParserThatIsSlow_IsFound()
    {
        var failure = Fuzz((input, _) =>
        {
            var sum = 0UL;
            for (var i = 0; i < (input.Length > 3 && input[3] == 0xFF ? 20_000_000 : 0); i++)
                sum = (sum * 31) + (ulong)i;
            return Outcome.Refused(sum == 1 ? 2 : 1);
        });
        Assert.Equal("slow", failure?.Promise);
    }

    [Fact]
    public void FaultBehindTheInput_IsFound() => Assert.Equal("fault outside", Fuzz((input, _) => Outcome.Refused(new WireFault(WireFaultKind.Truncated, input.Length + 1)))?.Promise);

    [Fact]
    public void RefusalWithoutFault_IsFound() => Assert.Equal("refused without a fault", Fuzz((_, _) => Outcome.Refused(WireFault.None))?.Promise);

    [Fact]
    public void MessageItsOwnParserRefuses_IsFound() => Assert.Equal("refuses its own writing", Fuzz((input, output) =>
    {
        if (input.Length < 2 || input[0] == 0)
            return Outcome.Refused();
        output[0] = 0;
        return Outcome.Accepted(1);
    })?.Promise);

    [Fact]
    public void MessageThatGrowsWithEachWriting_IsFound() => Assert.Equal("writes otherwise the second time", Fuzz((input, output) =>
    {
        input.CopyTo(output);
        output[input.Length] = 1;
        return Outcome.Accepted(input.Length + 1);
    })?.Promise);

    [Fact]
    public void ParserThatKeepsItsPromises_Passes() => Assert.Null(new FuzzRun(new FuzzTarget("planted", (input, output) =>
    {
        input.CopyTo(output);
        return Outcome.Accepted(input.Length);
    }), seed: 1).Run(TimeSpan.FromMilliseconds(200)));
}
