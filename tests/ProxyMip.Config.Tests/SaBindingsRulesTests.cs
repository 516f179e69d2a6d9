using ProxyMip.Config.Bindings;
using ProxyMip.Testing;

namespace ProxyMip.Config.Tests;

public sealed class SaBindingsRulesTests
{
    private const string Key = "1234567890abcdef1234567890abcdef";

    private static SaBindingInput Row(string start, string end = "", string spi = "100", string key = Key) =>
        new() { Start = start, End = end, Spi = spi, Key = new() { Typed = key } };

    private static (SaBindingsConfig? Section, FaultList Faults) Build(SaBindingsConfig stored, params SaBindingInput[] rows)
    {
        var faults = new FaultList();
        return (SaBindingsRules.TryBuild(new() { Existing = [.. rows] }, stored, faults), faults);
    }

    private static (SaBindingsConfig? Section, FaultList Faults) Build(params SaBindingInput[] rows) => Build(SaBindingsConfig.Default, rows);

    public static TheoryData<string, string, string, string, string> Bad => new()
    {
        { "10.30.0.300", "", "100", Key, "SA-01" },
        { "10.30.0.9", "10.30.0.8", "100", Key, "SA-02" },
        { "10.30.0.9", "", "FF", Key, "SA-03" },
        { "10.30.0.9", "", "0", Key, "SA-03" },
        { "10.30.0.9", "", "100000000", Key, "SA-03" },
        { "10.30.0.9", "", "12G4", Key, "SA-03" },
        { "10.30.0.9", "", "0x100", Key, "SA-03" },
        { "10.30.0.9", "", "100", Key[1..], "SA-04" },
        { "10.30.0.9", "", "100", Key + "0", "SA-04" },
        { "10.30.0.9", "", "100", "g" + Key[1..], "SA-04" },
        { "224.0.0.5", "", "100", Key, "SA-07" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    [Requirement("APX-016", "APX-017", "MSG-028")]
    public void Row_OutsideTheLimits_IsRefusedWithItsCode(string start, string end, string spi, string key, string code)
    {
        var (section, faults) = Build(Row(start, end, spi, key));
        Assert.Null(section);
        Assert.Contains(faults.All, fault => fault.Code == code);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("FFFFFFFF")]
    [InlineData("ffffffff")]
    [Requirement("APX-016")]
    public void Spi_AtItsLimits_IsTakenAsHexadecimal(string spi) =>
        Assert.Equal(spi.ToUpperInvariant().PadLeft(8, '0'), Assert.Single(Build(Row("10.30.0.9", spi: spi)).Section!.All).Spi.ToString());

    [Fact]
    public void Range_IsComparedAsNumbers() => Assert.NotNull(Build(Row("10.30.0.9", "10.30.0.100")).Section);

    [Fact]
    public void End_Blank_IsOneHost()
    {
        var binding = Assert.Single(Build(Row("10.30.0.9")).Section!.All);
        Assert.Equal(binding.Start, binding.End);
    }

    [Theory]
    [InlineData("10.30.0.5", "10.30.0.9")]
    [InlineData("10.30.0.12", "10.30.0.13")]
    [InlineData("10.30.0.20", "10.30.0.30")]
    [Requirement("APX-018")]
    public void Range_OverlappingAnother_IsRefused(string start, string end)
    {
        var fault = Assert.Single(Build(Row("10.30.0.9", "10.30.0.20"), Row(start, end)).Faults.All);
        Assert.Equal(("SA-05", "The range overlaps 10.30.0.9 - 10.30.0.20."), (fault.Code, fault.Text));
    }

    [Fact]
    public void Start_Repeated_IsRefused() => Assert.Equal("SA-06", Assert.Single(Build(Row("10.30.0.9"), Row("10.30.0.9")).Faults.All).Code);

    [Fact]
    public void Ranges_Adjacent_WithTheSameSpi_AreAllowedAndSortedByNumber()
    {
        var section = Build(Row("10.30.0.100", "10.30.0.110"), Row("10.30.0.9", "10.30.0.99")).Section!;
        Assert.Equal(["10.30.0.9", "10.30.0.100"], section.All.Select(binding => binding.Start.ToString()));
    }

    [Fact]
    public void Key_Untouched_KeepsTheStoredOne()
    {
        var stored = Build(Row("10.30.0.9")).Section!;
        var section = Build(stored, SaBindingsInput.From(stored).Existing.ToArray()).Section!;
        Assert.Equal(stored, section);
    }

    [Fact]
    public void New_Complete_IsTakenByOk()
    {
        var faults = new FaultList();
        var section = SaBindingsRules.TryBuild(new() { New = Row("10.30.0.200", "10.30.0.210") }, SaBindingsConfig.Default, faults);
        Assert.Single(section!.All);
    }

    [Fact]
    public void New_WithoutKey_IsSa09AndNothingIsSaved()
    {
        var faults = new FaultList();
        Assert.Null(SaBindingsRules.TryBuild(new() { New = Row("10.30.0.200", "10.30.0.210", key: "") }, SaBindingsConfig.Default, faults));
        Assert.Equal("SA-09", Assert.Single(faults.All).Code);
    }

    [Fact]
    public void Add_StagesAndEmptiesTheFields()
    {
        var input = new SaBindingsInput { New = Row("10.30.0.200", "10.30.0.210") };
        Assert.True(SaBindingsRules.TryStage(input, SaBindingsConfig.Default, new()));
        Assert.True(input.New.IsBlank);
        Assert.True(Assert.Single(input.Existing).IsNew);
    }

    [Fact]
    public void Removed_RowsAreLeftOut()
    {
        var row = Row("10.30.0.9");
        row.IsRemoved = true;
        Assert.Empty(Build(row).Section!.All);
    }

    [Fact]
    public void Rows_Above512_AreRefused()
    {
        var rows = Enumerable.Range(0, 513).Select(i => Row($"10.30.{i / 200}.{i % 200 + 1}")).ToArray();
        Assert.Equal("SA-10", Assert.Single(Build(rows).Faults.All).Code);
    }
}
