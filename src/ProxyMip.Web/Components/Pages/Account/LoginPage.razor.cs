using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages.Account;

/// <summary>Login: a plain form without a circuit (screen specification 5.1).</summary>
public sealed partial class LoginPage : ComponentBase
{
    private FieldFault? _fault;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private IAccounts Accounts { get; set; } = default!;

    [Inject]
    private INodeDirectory Nodes { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "login")]
    private LoginForm? Sent { get; set; }

    private LoginForm Form => Sent ??= new();

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    private string SystemName => Nodes.Nodes.First(node => node.Id == Nodes.DefaultNodeId).SystemName;

    private async Task SubmitAsync()
    {
        var source = Http.Connection.RemoteIpAddress?.ToString() ?? "";
        var outcome = await Accounts.LoginAsync(Form.Name.Trim(), Form.Password, source, Http.RequestAborted);
        switch (outcome)
        {
            case LoginOutcome.Granted granted:
                await SignIn.AsAsync(Http, granted, source, Clock.GetUtcNow());
                // A relative address of our own only: no redirect to elsewhere after login.
                Http.Response.Redirect(ReturnUrl is ['/', not ('/' or '\\'), ..] or "/" ? ReturnUrl : "/");
                break;
            case LoginOutcome.Throttled throttled:
                _fault = new("LOG-02", "", string.Create(CultureInfo.InvariantCulture, $"Too many attempts. Try again in {Math.Ceiling(throttled.Wait.TotalSeconds)} seconds."));
                break;
            default:
                _fault = new("LOG-01", "", "User name or password is not right.");
                break;
        }
    }

    /// <summary>The form as sent.</summary>
    private sealed class LoginForm
    {
        public string Name { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
