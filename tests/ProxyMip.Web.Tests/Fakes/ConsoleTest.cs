using System.Globalization;
using System.Security.Claims;
using AngleSharp.Dom;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Layout;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Tests.Fakes;

/// <summary>
/// A browser tab of somebody logged in, looking at one fake node. Tests render pages with <c>OpenAsync</c> and find elements anew by test id after
/// every step.
/// </summary>
public abstract class ConsoleTest : BunitContext
{
    private protected ConsoleTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Directory = new(Node, OtherNode);
        Services.AddSingleton<INodeDirectory>(Directory);
        Services.AddSingleton<IConfigurationService>(Configurations);
        Services.AddSingleton<TimeProvider>(new FixedClock());
        Services.AddSingleton<AntiforgeryStateProvider>(new NoAntiforgery());
        Services.AddScoped<ConsoleSession>();
        Login = this.AddAuthorization();
        RenderTree.Add<CascadingValue<MainLayout>>(layout => layout.Add(value => value.Value, new MainLayout()));
    }

    /// <summary>The node looked at.</summary>
    private protected FakeNode Node { get; } = new();

    /// <summary>Another node.</summary>
    private protected FakeNode OtherNode { get; } = new("ap-foreign");

    private protected FakeDirectory Directory { get; }

    private protected FakeConfigurations Configurations { get; } = new();

    private protected BunitAuthorizationContext Login { get; }

    /// <summary>Path and query the tab is at.</summary>
    protected string Location => new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    /// <summary>Opens a page as somebody with these capabilities; everything unless told otherwise.</summary>
    private protected async Task<IRenderedComponent<TPage>> OpenAsync<TPage>(string path = "/", UserCapabilities capabilities = UserCapabilities.All,
        Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Login.SetAuthorized("admin");
        Login.SetClaims(new Claim(ConsoleSession.CapabilityClaim, ((int)capabilities).ToString(CultureInfo.InvariantCulture)));
        await Services.GetRequiredService<ConsoleSession>().StartAsync(null);
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);
        return Render(parameters ?? (_ => { }));
    }

    /// <summary>The element with a test id.</summary>
    private protected static IElement At<TPage>(IRenderedComponent<TPage> page, string testId)
        where TPage : IComponent => page.Find($"[data-testid='{testId}']");

    /// <summary>Whether an element with the test id is there.</summary>
    private protected static bool Has<TPage>(IRenderedComponent<TPage> page, string testId)
        where TPage : IComponent => page.FindAll($"[data-testid='{testId}']").Count > 0;

    /// <summary>The text of an element, blanks collapsed.</summary>
    private protected static string TextOf(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text of the element with a test id, blanks collapsed.</summary>
    private protected static string TextAt<TPage>(IRenderedComponent<TPage> page, string testId)
        where TPage : IComponent => TextOf(At(page, testId));

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "form");
    }
}
