using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using ProxyMip.Web.Session;

namespace ProxyMip.Web;

/// <summary>What the pages need of the container.</summary>
public static class WebServices
{
    /// <summary>Adds the component library and the session of one browser tab. The host adds what the pages talk to.</summary>
    public static IServiceCollection AddProxyMipWeb(this IServiceCollection services)
    {
        services.AddMudServices();
        return services.AddScoped<ConsoleSession>();
    }
}
