using System.Reflection;

namespace ProxyMip.Web.Components.Layout;

/// <summary>Name and version of the product.</summary>
public static class ProductInfo
{
    /// <summary>Such as "ProxyMipConsole 0.1.0".</summary>
    public static string NameAndVersion { get; } =
        $"ProxyMipConsole {typeof(ProductInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
}
