using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>User Information and User Management (screen specification 5.17).</summary>
public sealed partial class UsersPage : ComponentBase
{
    private static readonly UserCapabilities[] Shown =
        [UserCapabilities.Write, UserCapabilities.Snmp, UserCapabilities.Ident, UserCapabilities.Firmware, UserCapabilities.Admin];

    private ImmutableArray<UserView> _users = [];
    private ImmutableArray<FieldFault> _faults = [];
    private UserForm? _form;
    private UserView? _opened;
    private bool _removing;

    [Inject]
    private IAccounts Accounts { get; set; } = default!;

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    private bool CanChange => Session.Can(UserCapabilities.Write | UserCapabilities.Admin);

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private static string Mark(UserView user, UserCapabilities capability) => (user.Capabilities & capability) != 0 ? "x" : "";

    private async Task LoadAsync() => _users = await Accounts.UsersAsync(Session.Caller, CancellationToken.None);

    private void Open(UserView? user)
    {
        _opened = user;
        Reset();
    }

    private void Reset()
    {
        _form = _opened is { } user ? new() { Name = user.Name, Capabilities = user.Capabilities } : new() { IsNew = true };
        _faults = [];
    }

    private async Task ApplyAsync()
    {
        var form = _form!;
        if (form.Password != form.Again)
        {
            _faults = [new("USR-02", "usr-again", "The two passwords differ.")];
            return;
        }
        await FinishAsync(form.IsNew
            ? await Accounts.AddAsync(Session.Caller, form.Name, form.Password, form.Capabilities, CancellationToken.None)
            : await Accounts.ChangeAsync(Session.Caller, form.Name, form.Password.Length == 0 ? null : form.Password, form.Capabilities, CancellationToken.None));
    }

    private void Removed(bool yes)
    {
        _removing = false;
        if (yes)
            _ = InvokeAsync(async () => await FinishAsync(await Accounts.RemoveAsync(Session.Caller, _form!.Name, CancellationToken.None)));
    }

    private async Task FinishAsync(string answer)
    {
        if (answer.Length > 0)
        {
            var blank = answer.IndexOf(' ', StringComparison.Ordinal);
            _faults = [new(answer[..blank], "usr-name", answer[(blank + 1)..])];
        }
        else
        {
            (_form, _opened, _faults) = (null, null, []);
            await LoadAsync();
        }
        StateHasChanged();
    }

    /// <summary>The form as typed.</summary>
    private sealed class UserForm
    {
        public bool IsNew { get; init; }

        public string Name { get; set; } = "";

        public string Password { get; set; } = "";

        public string Again { get; set; } = "";

        public UserCapabilities Capabilities { get; set; }

        public bool Has(UserCapabilities capability) => (Capabilities & capability) != 0;

        // Ticking Write ticks Admin.
        public void Set(UserCapabilities capability, bool held)
        {
            Capabilities = held ? Capabilities | capability : Capabilities & ~capability;
            if (held && capability == UserCapabilities.Write)
                Capabilities |= UserCapabilities.Admin;
        }
    }
}
