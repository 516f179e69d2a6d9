using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Session;

namespace ProxyMip.Host.Serving;

/// <summary>How long a session lives: 30 minutes idle, 12 hours in all, and only while the user's security stamp is the one it began with.</summary>
public static class SessionRules
{
    private static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(12);

    /// <summary>Checks a cookie at every request.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var user = context.Principal;
        var accounts = services.GetRequiredService<IAccounts>();
        var isCurrent = context.Properties.IssuedUtc is not { } issued || now - BeginOf(user, issued) <= AbsoluteLimit;
        if (isCurrent && user?.Identity?.Name is { } name
            && await accounts.IsCurrentAsync(name, user.FindFirstValue(CurrentUser.StampClaim) ?? "", context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }

    /// <summary>Ends the session.</summary>
    public static async Task<IResult> LogoutAsync(HttpContext context)
    {
        await context.SignOutAsync();
        return Results.Redirect("/login");
    }

    private static DateTimeOffset BeginOf(ClaimsPrincipal? user, DateTimeOffset issued) =>
        long.TryParse(user?.FindFirstValue(CurrentUser.BeginClaim), out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : issued;
}
