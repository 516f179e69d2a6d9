using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Session;

/// <summary>Checks the user of an open circuit every 30 seconds: a removed or changed user is out within that time.</summary>
public sealed class CurrentUser(ILoggerFactory logs, IAccounts accounts) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <summary>Claim with the security stamp the session began with.</summary>
    public const string StampClaim = "proxymip:stamp";

    /// <summary>Claim with the Unix second at which the session began.</summary>
    public const string BeginClaim = "proxymip:begin";

    /// <inheritdoc />
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.Identity?.Name is { } name
        && await accounts.IsCurrentAsync(name, authenticationState.User.FindFirstValue(StampClaim) ?? "", cancellationToken);
}
