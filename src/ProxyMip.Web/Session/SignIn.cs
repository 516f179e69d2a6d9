using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Session;

/// <summary>Begins a session with a fresh cookie.</summary>
public static class SignIn
{
    /// <summary>Signs the user of a granted login in.</summary>
    public static Task AsAsync(HttpContext http, LoginOutcome.Granted granted, string source, DateTimeOffset now) => http.SignInAsync(new ClaimsPrincipal(
        new ClaimsIdentity(
        [
            new(ClaimTypes.Name, granted.User),
            new(ConsoleSession.CapabilityClaim, ((int)granted.Capabilities).ToString(CultureInfo.InvariantCulture)),
            new(ConsoleSession.SourceClaim, source),
            new(CurrentUser.StampClaim, granted.SecurityStamp),
            new(CurrentUser.BeginClaim, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ], CookieAuthenticationDefaults.AuthenticationScheme)));
}
