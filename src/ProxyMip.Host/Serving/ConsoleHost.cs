using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using ProxyMip.Runtime;
using ProxyMip.Runtime.Control;
using ProxyMip.Runtime.Ports;
using ProxyMip.Runtime.Simulated;
using ProxyMip.Store;
using ProxyMip.Web;
using ProxyMip.Web.Components;
using ProxyMip.Web.Session;

namespace ProxyMip.Host.Serving;

/// <summary>Builds the web host of the console: one readable list of what it is made of.</summary>
public static class ConsoleHost
{
    private const int OneMebibyte = 1024 * 1024;

    /// <summary>Builds the host over an opened store; the network in memory does not run yet.</summary>
    public static WebApplication Build(ServeOptions options, ConsoleStore store, TimeProvider clock)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 1000;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 1000;
            kestrel.Limits.MaxRequestBodySize = OneMebibyte;
            kestrel.Listen(options.Listen);
        });
        AddConsole(builder.Services, options, store, clock);
        var app = builder.Build();
        UseConsole(app);
        return app;
    }

    private static void AddConsole(IServiceCollection services, ServeOptions options, ConsoleStore store, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddSingleton(store);
        services.AddSingleton(new SimulatedDirectory(options.Topology, options.Seed, clock));
        services.AddSingleton<INodeDirectory>(provider => provider.GetRequiredService<SimulatedDirectory>());
        services.AddSingleton<IConfigurationBasis>(new TopologyConfiguration(options.Topology, options.Unconfigured));
        services.AddSingleton<IConfigurationStore, StoredConfigurations>();
        services.AddSingleton<IConfigurationService, ConfigurationService>();
        services.AddSingleton<PasswordBook>();
        services.AddSingleton<SetUpCode>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<IAccounts, StoredAccounts>();
        services.AddSingleton<IAuditTrail, StoredAudit>();

        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DetailedErrors = false;
            circuits.DisconnectedCircuitMaxRetained = 200;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = 64 * 1024);
        services.AddProxyMipWeb();
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CurrentUser>();

        services.AddDataProtection().SetApplicationName("proxymip").PersistKeysToFileSystem(new(Path.Combine(options.DataFolder, "cookies")));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = "/login";
            cookie.LogoutPath = "/logout";
            cookie.Cookie.Name = CookieName("proxymip", options);
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookiePolicy(options);
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(30);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = SessionRules.ValidateAsync;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(form =>
        {
            form.Cookie.Name = CookieName("proxymip-form", options);
            form.Cookie.SecurePolicy = CookiePolicy(options);
            form.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { TokenLimit = 600, TokensPerPeriod = 100, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));
        });
        services.AddHostFiltering(hosts => hosts.AllowedHosts = AllowedHosts(options.Listen));
        services.AddHealthChecks();
    }

    private static void UseConsole(WebApplication app)
    {
        app.UseHostFiltering();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRateLimiter();
        app.UseMiddleware<FirstRunGate>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapHealthChecks("/live").AllowAnonymous();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPost("/logout", (Delegate)SessionRules.LogoutAsync);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    // Loopback is served without TLS; a cookie there can carry neither the prefix nor the attribute.
    private static string CookieName(string name, ServeOptions options) => IPAddress.IsLoopback(options.Listen.Address) ? name : $"__Host-{name}";

    private static CookieSecurePolicy CookiePolicy(ServeOptions options) =>
        IPAddress.IsLoopback(options.Listen.Address) ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

    private static string[] AllowedHosts(IPEndPoint listen) =>
        IPAddress.IsLoopback(listen.Address) ? ["localhost", "127.0.0.1", "[::1]"]
        : listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any) ? ["*"] : [listen.Address.ToString()];

    /// <summary>Gives every node its stored configuration and lets the network in memory run.</summary>
    public static Task StartNetworkAsync(IServiceProvider services)
    {
        var (accounts, configurations) = (services.GetRequiredService<IAccounts>(), services.GetRequiredService<IConfigurationService>());
        var basis = services.GetRequiredService<IConfigurationBasis>();
        return services.GetRequiredService<SimulatedDirectory>().StartAsync(async node => accounts.State == AccountState.Ready
            ? (await configurations.LoadAsync(node, CancellationToken.None)).Configuration
            : basis.Of(node));
    }

    /// <summary>The link a newcomer opens.</summary>
    public static string LinkOf(ServeOptions options, IAccounts accounts, SetUpCode code)
    {
        var root = string.Create(CultureInfo.InvariantCulture, $"http://{options.Listen}");
        return accounts.State == AccountState.FirstRun ? $"{root}/first-run?code={code.Text}" : $"{root}/";
    }
}
