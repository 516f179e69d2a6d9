using ProxyMip.Config.Servers;
using ProxyMip.Testing;

namespace ProxyMip.Config.Tests;

public sealed class AuthServersRulesTests
{
    private static AuthServersInput Fresh()
    {
        var input = AuthServersInput.From(AuthServersConfig.Default);
        input.Rows[0].Name = "10.0.0.5";
        input.Rows[0].Secret.Typed = "Mip2003Secret";
        return input;
    }

    private static (AuthServersConfig? Section, FaultList Faults) Build(Action<AuthServersInput> change, AuthServersConfig? stored = null)
    {
        var (input, faults) = (Fresh(), new FaultList());
        change(input);
        return (AuthServersRules.TryBuild(input, stored ?? AuthServersConfig.Default, faults), faults);
    }

    public static TheoryData<string, Action<AuthServersInput>> Bad => new()
    {
        { "AUT-01", input => input.Rows[0].Name = "a b" },
        { "AUT-01", input => input.Rows[0].Name = "10.0.0.300" },
        { "AUT-02", input => input.Rows[0].Port = "0" },
        { "AUT-02", input => input.Rows[0].Port = "65536" },
        { "AUT-02", input => input.Rows[0].Port = "x" },
        { "AUT-03", input => input.Rows[0].Secret.Typed = new string('x', 65) },
        { "AUT-03", input => input.Rows[0].Secret.Typed = "a\tb" },
        { "AUT-03", input => input.Rows[0].Secret.Typed = "é" },
        { "AUT-03", input => input.Rows[0].Secret.Typed = " a" },
        { "AUT-04", input => input.Rows[0].Secret.Typed = "" },
        { "AUT-05", input => input.Rows[0].RetransmitInterval = "0" },
        { "AUT-05", input => input.Rows[0].RetransmitInterval = "121" },
        { "AUT-06", input => input.Rows[0].MaximumRetransmissions = "0" },
        { "AUT-07", input => input.ReattemptPeriod = "-1" },
        { "AUT-07", input => input.ReattemptPeriod = "1441" },
        { "AUT-09", input => (input.Rows[1].Name, input.Rows[1].Secret.Typed) = ("10.0.0.5", "Mip2003Secret") },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    [Requirement("RAD-006")]
    public void Input_OutsideTheLimits_IsRefusedWithItsCode(string code, Action<AuthServersInput> change)
    {
        var (section, faults) = Build(change);
        Assert.Null(section);
        Assert.Equal(code, Assert.Single(faults.All).Code);
    }

    [Fact]
    [Requirement("RAD-043")]
    public void Secret_Of64Characters_IsTakenAndNeverPrinted()
    {
        var section = Build(input => input.Rows[0].Secret.Typed = new string('x', 64)).Section!;
        Assert.Equal(64, section.Rows[0].Secret!.Reveal().Length);
        Assert.DoesNotContain("xx", section.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_Untouched_IsKept()
    {
        var stored = Build(_ => { }).Section!;
        var input = AuthServersInput.From(stored);
        input.Rows[0].MaximumRetransmissions = "4";
        var section = AuthServersRules.TryBuild(input, stored, new())!;
        Assert.Equal(("Mip2003Secret", 4), (section.Rows[0].Secret!.Reveal(), section.Rows[0].MaximumRetransmissions));
    }

    [Fact]
    public void Secret_Removed_OfANamedServer_IsAut04()
    {
        var stored = Build(_ => { }).Section!;
        var (input, faults) = (AuthServersInput.From(stored), new FaultList());
        input.Rows[0].Secret.Remove = true;
        Assert.Null(AuthServersRules.TryBuild(input, stored, faults));
        Assert.Equal("AUT-04", Assert.Single(faults.All).Code);
    }

    [Fact]
    public void Row_NamedWithoutUse_IsSavedWithNotice()
    {
        var (section, faults) = Build(input => input.Rows[0].ForEap = false);
        Assert.NotNull(section);
        Assert.Equal(("AUT-08", FaultLevel.Notice), (Assert.Single(faults.All).Code, faults.All[0].Level));
    }

    [Theory]
    [InlineData("1812", "49")]
    [InlineData("1645", "1645")]
    [Requirement("RAD-039", "TAC-036", "TAC-039")]
    public void Type_ToTacacs_ChangesADefaultPortOnly(string before, string after)
    {
        var row = new AuthServerInput { Port = before };
        row.ChangeType(ServerType.Tacacs);
        Assert.Equal(after, row.Port);
    }

    [Fact]
    [Requirement("RAD-038", "RAD-039")]
    public void Default_IsFourBlankRowsForEap()
    {
        var input = AuthServersInput.From(AuthServersConfig.Default);
        Assert.Equal(4, input.Rows.Count);
        Assert.All(input.Rows, row => Assert.Equal(("", ServerType.Radius, "1812", "5", "3", true, false, false, false),
            (row.Name, row.Type, row.Port, row.RetransmitInterval, row.MaximumRetransmissions, row.ForEap, row.ForMacAddress, row.ForUser, row.ForMobileIp)));
    }
}
