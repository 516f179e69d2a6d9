using Microsoft.AspNetCore.Components;
using ProxyMip.Config.Servers;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>Authenticator Configuration (screen specification 5.6). OK returns to the page it was opened from.</summary>
public sealed partial class ServersPage : SetupPage<AuthServersInput>
{
    private const string FieldDot1x = "srv-dot1x";
    private const string FieldReattempt = "srv-reattempt";
    private AuthServersInput _stored = new();

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    private string Up => From == "security" ? "/setup/users" : "/setup/pmip";

    /// <inheritdoc />
    protected override DraftSource<AuthServersInput> Source() => new()
    {
        Service = Configurations,
        Caller = Session.Caller,
        NodeId = Session.Node.Id,
        Section = SectionNames.Servers,
        From = node =>
        {
            _stored = AuthServersInput.From(node.Servers);
            return AuthServersInput.From(node.Servers);
        },
        Build = (input, node, faults) => AuthServersRules.TryBuild(input, node.Servers, faults) is { } section ? node with { Servers = section } : null,
        Restore = node => node with { Servers = AuthServersConfig.Default },
    };
}
