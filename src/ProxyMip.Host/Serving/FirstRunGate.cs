using ProxyMip.Runtime.Control;

namespace ProxyMip.Host.Serving;

/// <summary>First-run set-up answers 404 once it was done; while the store is locked, every page says so and what to do.</summary>
public sealed class FirstRunGate(RequestDelegate next, IAccounts accounts)
{
    /// <summary>Lets through what the state of the store allows.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var isSetUp = path.StartsWithSegments("/first-run", StringComparison.OrdinalIgnoreCase);
        if (isSetUp && accounts.State != AccountState.FirstRun)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        if (accounts.State == AccountState.Locked && IsPage(path))
            return SayLockedAsync(context);
        if (accounts.State == AccountState.FirstRun && !isSetUp && IsPage(path))
            context.Response.Redirect("/first-run");
        else
            return next(context);
        return Task.CompletedTask;
    }

    private static bool IsPage(PathString path) =>
        !path.StartsWithSegments("/live") && !path.StartsWithSegments("/css") && !path.StartsWithSegments("/js") && !path.StartsWithSegments("/icons")
        && !path.StartsWithSegments("/_content") && !path.StartsWithSegments("/_framework") && !path.StartsWithSegments("/_blazor");

    private Task SayLockedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"This console is locked. {accounts.Advice}\n", context.RequestAborted);
    }
}
