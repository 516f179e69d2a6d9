using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;

namespace ProxyMip.Web.Components;

/// <summary>The document. Pages run over a circuit; login and first-run set-up are plain forms rendered on the server, so that no circuit exists before login.</summary>
public sealed partial class App : ComponentBase
{
    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private IComponentRenderMode? PageRenderMode =>
        Http.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: false) : null;
}
