using ProxyMip.Architecture.Tests.Assemblies;
using ProxyMip.Architecture.Tests.Rules;
using ProxyMip.Architecture.Tests.Sources;

namespace ProxyMip.Architecture.Tests;

/// <summary>Rules 1-4 and 6-10: who may refer to whom. Every rule has a twin that plants a violation and sees it found.</summary>
public sealed class ReferenceRuleTests
{
    private const string ProjectHead = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>";
    private const string ProjectTail = "</ItemGroup></Project>";

    [Fact]
    public void Assemblies_UseOnlyWhatTheTableAllows() => ReferenceRules.Assemblies.Holds(Product.Assemblies);

    [Theory]
    [InlineData("ProxyMip.Protocol", "ProxyMip.Config")]
    [InlineData("ProxyMip.Config", "ProxyMip.Engine")]
    [InlineData("ProxyMip.Aaa", "ProxyMip.Engine")]
    [InlineData("ProxyMip.Engine", "ProxyMip.Aaa")]
    [InlineData("ProxyMip.Engine", "ProxyMip.Simulation")]
    [InlineData("ProxyMip.Simulation", "ProxyMip.Runtime")]
    [InlineData("ProxyMip.Runtime", "ProxyMip.Linux")]
    [InlineData("ProxyMip.Runtime", "ProxyMip.Store")]
    [InlineData("ProxyMip.Runtime", "Microsoft.AspNetCore.Http")]
    [InlineData("ProxyMip.Runtime", "Microsoft.Extensions.Hosting")]
    [InlineData("ProxyMip.Linux", "ProxyMip.Config")]
    [InlineData("ProxyMip.Linux", "ProxyMip.Store")]
    [InlineData("ProxyMip.Store", "ProxyMip.Engine")]
    [InlineData("ProxyMip.Lab", "ProxyMip.Store")]
    [InlineData("ProxyMip.Web", "ProxyMip.Engine")]
    [InlineData("ProxyMip.Web", "ProxyMip.Store")]
    [InlineData("ProxyMip.Web", "Microsoft.EntityFrameworkCore")]
    public void Assemblies_PlantedReference_IsSeen(string user, string used) =>
        ReferenceRules.Assemblies.Sees(Planted.Assembly(user, $"public static class User {{ public static object Make() => new {used}.Marker(); }}", used), $"{user} uses {used}");

    [Fact]
    public void Assemblies_ProjectWithoutRow_IsSeen() =>
        ReferenceRules.Assemblies.Sees(Planted.Assembly("ProxyMip.Extra", "public static class Extra { }"), "ProxyMip.Extra has no row");

    [Fact]
    public void Runtime_PlantedAbstractions_AreAllowed() => Assert.Empty(ReferenceRules.Assemblies.Violations(Planted.Assembly(
        "ProxyMip.Runtime", "public static class User { public static object Make() => new Microsoft.Extensions.Hosting.Abstractions.Marker(); }", "Microsoft.Extensions.Hosting.Abstractions")));

    [Fact]
    public void ProjectFiles_ReferOnlyToWhatTheTableAllows() => ReferenceRules.ProjectFiles.Holds(Product.Projects);

    [Fact]
    public void ProjectFiles_PlantedUnusedReference_IsSeen() => ReferenceRules.ProjectFiles.Sees(
        ProjectFile.Parse("ProxyMip.Engine", $"{ProjectHead}<ProjectReference Include=\"../ProxyMip.Store/ProxyMip.Store.csproj\" />{ProjectTail}"), "ProxyMip.Engine refers to ProxyMip.Store");

    [Fact]
    public void Protocol_UsesNoNetworking() => ReferenceRules.NoNetworkingInProtocol.Holds(Product.Assemblies);

    [Fact]
    public void Protocol_PlantedIPAddress_IsSeen() => ReferenceRules.NoNetworkingInProtocol.Sees(
        Planted.Assembly("ProxyMip.Protocol", "public static class User { public static object Make() => System.Net.IPAddress.Loopback; }"), "ProxyMip.Protocol uses System.Net.Primitives");

    [Fact]
    public void Engine_PlantedSocket_IsSeen() => ReferenceRules.NoNetworkingInProtocol.Sees(
        Planted.Assembly("ProxyMip.Engine", "public static class User { public static object Make() => System.Net.Sockets.Socket.OSSupportsIPv4; }"), "ProxyMip.Engine uses System.Net.Sockets");

    [Fact]
    public void Web_UsesOnlyControlOfRuntime() => ReferenceRules.WebSeesControlOnly.Holds(Product.Assemblies);

    [Fact]
    public void Web_PlantedPort_IsSeen()
    {
        // The namespace of the planted type is that of its assembly: ProxyMip.Runtime, which is not ProxyMip.Runtime.Control.
        var web = Planted.Assembly("ProxyMip.Web", "public static class User { public static object Make() => new ProxyMip.Runtime.Marker(); }", "ProxyMip.Runtime");
        ReferenceRules.WebSeesControlOnly.Sees(web, "ProxyMip.Web uses ProxyMip.Runtime.Marker");
    }

    [Fact]
    public void Nothing_UsesHost() => ReferenceRules.NothingSeesHost.Holds(Product.Assemblies);

    [Fact]
    public void Host_PlantedReferenceToIt_IsSeen() => ReferenceRules.NothingSeesHost.Sees(
        Planted.Assembly("ProxyMip.Web", "public static class User { public static object Make() => new proxymip.Marker(); }", "proxymip"), "ProxyMip.Web uses proxymip");

    [Fact]
    public void Internals_AreVisibleToOwnTestsOnly() => ReferenceRules.FriendsAreOwnTests.Holds(Product.Assemblies);

    [Fact]
    public void Internals_PlantedFriend_IsSeen() => ReferenceRules.FriendsAreOwnTests.Sees(
        Planted.Assembly(
            "ProxyMip.Engine",
            """
            using System.Runtime.CompilerServices;
            [assembly: InternalsVisibleTo("ProxyMip.Engine.Tests")]
            [assembly: InternalsVisibleTo("ProxyMip.Web")]
            """),
        "ProxyMip.Engine opens its internals to ProxyMip.Web");

    [Fact]
    public void ProjectReferences_FormNoCycle() => ReferenceRules.NoCycles.Holds([Product.Projects]);

    [Fact]
    public void ProjectReferences_PlantedCycle_IsSeen() => ReferenceRules.NoCycles.Sees(
        [new("A", "A", ["B"], []), new("B", "B", ["C"], []), new("C", "C", ["B"], [])], "B refers to itself", count: 2);

    [Fact]
    public void Libraries_AreNamedInOneProject() => ReferenceRules.LibrariesStayInOnePlace.Holds(Product.Assemblies);

    [Theory]
    [InlineData("proxymip", "SharpPcap", "ProxyMip.Linux")]
    [InlineData("proxymip", "Microsoft.EntityFrameworkCore.Relational", "ProxyMip.Store")]
    [InlineData("proxymip", "MudBlazor", "ProxyMip.Web")]
    public void Libraries_PlantedElsewhere_AreSeen(string user, string library, string home) => ReferenceRules.LibrariesStayInOnePlace.Sees(
        Planted.Assembly(user, $"public static class User {{ public static object Make() => new {library}.Marker(); }}", library), $"which belongs to {home}");

    [Fact]
    public void Packages_AreReferredToByOneProject() => ReferenceRules.PackagesStayInOnePlace.Holds(Product.Projects);

    [Fact]
    public void Packages_PlantedElsewhere_AreSeen() => ReferenceRules.PackagesStayInOnePlace.Sees(
        ProjectFile.Parse("ProxyMip.Runtime", $"{ProjectHead}<PackageReference Include=\"Microsoft.EntityFrameworkCore.Sqlite\" />{ProjectTail}"), "which belongs to ProxyMip.Store");

    [Fact]
    public void NativeCode_IsInLinuxOnly() => ReferenceRules.NativeCodeInLinuxOnly.Holds(Product.Assemblies);

    [Fact]
    public void NativeCode_PlantedImport_IsSeen() => ReferenceRules.NativeCodeInLinuxOnly.Sees(
        Planted.Assembly("ProxyMip.Runtime", "static class Native { [System.Runtime.InteropServices.DllImport(\"libc\")] internal static extern int getpid(); }"), "Native.getpid is native");

    [Fact]
    public void NativeCode_PlantedUnsafeBlock_IsSeen() => ReferenceRules.NativeCodeInLinuxOnly.Sees(
        Planted.Assembly("ProxyMip.Runtime", "static class Pointers { internal static unsafe int Read(int* at) => *at; }"), "ProxyMip.Runtime allows unsafe code");
}
