using ProxyMip.Architecture.Tests.Assemblies;
using ProxyMip.Architecture.Tests.Rules;

namespace ProxyMip.Architecture.Tests;

/// <summary>Rules 5 and 11. Every rule has a twin that plants a violation and sees it found.</summary>
public sealed class PurityRuleTests
{
    [Fact]
    public void PureSet_UsesNoClockEntropyOrIO() => PurityRules.NoAmbientWorld.Holds(Product.Assemblies);

    [Theory]
    [InlineData("object Get() => System.DateTime.UtcNow;", "System.DateTime.get_UtcNow")]
    [InlineData("object Get() => System.DateTimeOffset.Now;", "System.DateTimeOffset.get_Now")]
    [InlineData("object Get() => System.Guid.NewGuid();", "System.Guid.NewGuid")]
    [InlineData("object Get() => System.TimeProvider.System;", "System.TimeProvider")]
    [InlineData("object Get() => System.Diagnostics.Stopwatch.GetTimestamp();", "System.Diagnostics.Stopwatch")]
    [InlineData("object Get() => System.Random.Shared.Next();", "System.Random")]
    [InlineData("object Get() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(4);", "System.Security.Cryptography.RandomNumberGenerator")]
    [InlineData("object Get() => System.IO.File.ReadAllText(\"x\");", "System.IO.File")]
    [InlineData("object Get() => System.Environment.MachineName;", "System.Environment")]
    [InlineData("void Get() => System.Console.WriteLine();", "System.Console")]
    [InlineData("void Get() => System.Threading.Thread.Sleep(1);", "System.Threading.Thread")]
    [InlineData("object Get() => new System.Threading.Timer(_ => { });", "System.Threading.Timer")]
    [InlineData("object Get() => System.Threading.Tasks.Task.Delay(1);", "System.Threading.Tasks.Task")]
    [InlineData("System.Threading.Tasks.ValueTask<int> Get() => default;", "System.Threading.Tasks.ValueTask`1")]
    [InlineData("object Get(System.Net.Sockets.Socket s) => s.Available;", "System.Net.Sockets.Socket")]
    public void PureSet_PlantedUse_IsSeen(string member, string named)
    {
        var planted = Planted.Assembly("ProxyMip.Engine", $"public sealed class Planted {{ public {member} }}");
        Assert.Contains(PurityRules.NoAmbientWorld.Violations(planted), violation => violation.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void PureSet_PlantedUseInDriver_IsAllowed() => Assert.Empty(PurityRules.NoAmbientWorld.Violations(
        Planted.Assembly("ProxyMip.Runtime", "public sealed class Planted { public object Get() => System.DateTime.UtcNow; }")));

    [Fact]
    public void PureSet_IteratorMethod_IsAllowed() => Assert.Empty(PurityRules.NoAmbientWorld.Violations(
        Planted.Assembly("ProxyMip.Engine", "public sealed class Planted { public System.Collections.Generic.IEnumerable<int> Get() { yield return 1; } }")));

    [Fact]
    public void PureSet_HasNoAsyncMethod() => PurityRules.NoAsynchrony.Holds(Product.Assemblies);

    [Fact]
    public void PureSet_PlantedAsyncMethod_IsSeen() => PurityRules.NoAsynchrony.Sees(
        Planted.Assembly("ProxyMip.Config", "public sealed class Planted { public async System.Threading.Tasks.Task Get() => await System.Threading.Tasks.Task.Yield(); }"), "Planted.<Get>");

    [Fact]
    public void PureSet_HasNoWritableStatic() => PurityRules.NoWritableStatics.Holds(Product.Assemblies);

    [Theory]
    [InlineData("public static int Count;", "Planted.Count")]
    [InlineData("public static int Count { get; set; }", "Planted.<Count>k__BackingField")]
    [InlineData("static int count; public static int Next() => ++count;", "Planted.count")]
    public void PureSet_PlantedWritableStatic_IsSeen(string member, string named) =>
        PurityRules.NoWritableStatics.Sees(Planted.Assembly("ProxyMip.Simulation", $"public sealed class Planted {{ {member} }}"), named);

    [Fact]
    public void PureSet_CachedLambdaAndConstant_AreAllowed() => Assert.Empty(PurityRules.NoWritableStatics.Violations(Planted.Assembly(
        "ProxyMip.Simulation", "public sealed class Planted { public const int Size = 4; public static readonly int Half = 2; public System.Func<int, int> Get() => x => x + 1; }")));

    [Fact]
    public void PublicTypes_AreClosed() => PurityRules.ClosedTypes.Holds(Product.Assemblies);

    [Theory]
    [InlineData("public class Planted { }")]
    [InlineData("public interface Planted { }")]
    [InlineData("public record Planted { }")]
    [InlineData("public abstract class Planted { }")]
    [InlineData("public abstract class Planted { protected Planted() { } }")]
    [InlineData("public abstract record Planted(int Value);")]
    public void PublicTypes_PlantedOpenType_IsSeen(string type) => PurityRules.ClosedTypes.Sees(Planted.Assembly("ProxyMip.Engine", type), "Planted is open");

    [Theory]
    [InlineData("public sealed class Planted { }")]
    [InlineData("public static class Planted { }")]
    [InlineData("public readonly record struct Planted(int Value);")]
    [InlineData("public enum Planted { None }")]
    [InlineData("public abstract class Planted { private protected Planted() { } }")]
    [InlineData("public abstract record Planted { private protected Planted() { } }")]
    [InlineData("internal class Planted { }")]
    [InlineData("public delegate int Planted(int x);")]
    public void PublicTypes_ClosedType_IsAllowed(string type) => Assert.Empty(PurityRules.ClosedTypes.Violations(Planted.Assembly("ProxyMip.Engine", type)));
}
