using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Session;

/// <summary>One browser tab: who is logged in and which node it looks at. Scoped to the circuit.</summary>
public sealed class ConsoleSession(INodeDirectory directory, AuthenticationStateProvider authentication)
{
    /// <summary>Claim that carries the capability bits.</summary>
    public const string CapabilityClaim = "proxymip:capabilities";

    /// <summary>Claim that carries where the user logged in from.</summary>
    public const string SourceClaim = "proxymip:source";

    private INodeControl? _node;

    /// <summary>Raised when the node changed.</summary>
    public event Action? NodeChanged;

    /// <summary>All nodes and the network in memory.</summary>
    public INodeDirectory Directory { get; } = directory;

    /// <summary>The node this tab looks at.</summary>
    public INodeControl Node => _node ?? throw new InvalidOperationException("The session has not started.");

    /// <summary>Its entry in the switcher.</summary>
    public NodeSummary Summary => Directory.Nodes.First(node => node.Id == Node.Id);

    /// <summary>Who acts.</summary>
    public Caller Caller { get; private set; } = new("", "", UserCapabilities.None);

    /// <summary>Whether the user has all of these capabilities.</summary>
    public bool Can(UserCapabilities capabilities) => (Caller.Capabilities & capabilities) == capabilities;

    /// <summary>Reads the user and takes the node the tab remembered, or the default one.</summary>
    public async Task StartAsync(string? rememberedNode)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        Caller = CallerOf(state.User);
        _node = (rememberedNode is null ? null : Directory.Find(rememberedNode)) ?? Directory.Find(Directory.DefaultNodeId)
            ?? throw new InvalidOperationException("The node directory has no default node.");
    }

    /// <summary>Looks at another node from now on; unknown ids are ignored.</summary>
    public void LookAt(string nodeId)
    {
        if (Directory.Find(nodeId) is not { } node || node.Id == _node?.Id)
            return;
        _node = node;
        NodeChanged?.Invoke();
    }

    /// <summary>The caller a login stands for.</summary>
    public static Caller CallerOf(ClaimsPrincipal user)
    {
        var bits = int.TryParse(user.FindFirstValue(CapabilityClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        return new(user.Identity?.Name ?? "", user.FindFirstValue(SourceClaim) ?? "", (UserCapabilities)bits & UserCapabilities.All);
    }
}
