using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages.Account;

/// <summary>First-run set-up: needs the code that was printed to the local console, and answers 404 once it was done.</summary>
public sealed partial class FirstRunPage : ComponentBase
{
    private string _fault = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private IAccounts Accounts { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "first-run")]
    private FirstRunForm? Sent { get; set; }

    private FirstRunForm Form => Sent ??= new();

    [SupplyParameterFromQuery]
    private string? Code { get; set; }

    private async Task SubmitAsync()
    {
        var source = Http.Connection.RemoteIpAddress?.ToString() ?? "";
        _fault = Form.Password != Form.Again ? "The two passwords differ."
            : await Accounts.SetUpAsync(Form.Code, Form.Name, Form.Password, source, Http.RequestAborted);
        if (_fault.Length > 0)
            return;
        if (await Accounts.LoginAsync(Form.Name.Trim(), Form.Password, source, Http.RequestAborted) is LoginOutcome.Granted granted)
            await SignIn.AsAsync(Http, granted, source, Clock.GetUtcNow());
        Http.Response.Redirect("/map?tab=network");
    }

    /// <summary>The form as sent.</summary>
    private sealed class FirstRunForm
    {
        public string Code { get; set; } = "";

        public string Name { get; set; } = "admin";

        public string Password { get; set; } = "";

        public string Again { get; set; } = "";
    }
}
