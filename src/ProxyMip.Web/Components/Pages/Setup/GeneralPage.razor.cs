using ProxyMip.Config.General;
using ProxyMip.Protocol.Wire;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>Proxy Mobile IP General (screen specification 5.5).</summary>
public sealed partial class GeneralPage : SetupPage<GeneralInput>
{
    private GeneralInput _stored = new();

    /// <inheritdoc />
    protected override DraftSource<GeneralInput> Source() => new()
    {
        Service = Configurations,
        Caller = Session.Caller,
        NodeId = Session.Node.Id,
        Section = SectionNames.General,
        From = node =>
        {
            _stored = GeneralInput.From(node.General);
            return GeneralInput.From(node.General);
        },
        Build = (input, node, faults) => GeneralRules.TryBuild(input, node, faults) is { } section ? node with { General = section } : null,
        Restore = node => node with { General = GeneralConfig.Default },
    };

    private string? Own(string typed) =>
        Ipv4Address.TryParse(typed.Trim(' '), out var address) && address == Session.Node.Current.Address?.Address ? "this access point" : null;

    /// <summary>Field ids, which are also test ids.</summary>
    private static class GeneralFields
    {
        public const string Enable = "gen-enable-yes";
        public const string Aap1 = "gen-aap1";
        public const string Aap2 = "gen-aap2";
        public const string Aap3 = "gen-aap3";
    }
}
