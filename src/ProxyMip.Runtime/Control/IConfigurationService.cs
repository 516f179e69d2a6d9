using System.Collections.Immutable;
using ProxyMip.Config;

namespace ProxyMip.Runtime.Control;

/// <summary>
/// The one way a configuration changes: validate, prepare in the engine, store in one transaction, publish. All or nothing. Capability checks and the audit
/// entry happen here, whoever calls (page, command line, import).
/// </summary>
public interface IConfigurationService
{
    /// <summary>The stored configuration of a node with the revision of each section.</summary>
    Task<LoadedConfiguration> LoadAsync(string nodeId, CancellationToken cancel);

    /// <summary>
    /// Saves one section. <paramref name="change"/> gets the configuration as stored now and returns the new one (or null with errors in the list), so that rules
    /// see the latest state of the other sections.
    /// </summary>
    /// <param name="caller">Who, from where, with which capabilities.</param>
    /// <param name="nodeId">Which node.</param>
    /// <param name="section">Section name of <see cref="SectionNames"/>.</param>
    /// <param name="revision">Revision the form was loaded with; a newer stored one is a conflict.</param>
    /// <param name="change">Builds the new configuration.</param>
    /// <param name="cancel">Gives up before the store commits, never after.</param>
    Task<CommitOutcome> CommitAsync(Caller caller, string nodeId, string section, long revision,
        Func<NodeConfiguration, FaultList, NodeConfiguration?> change, CancellationToken cancel);

    /// <summary>Raised after a section was committed: node id, section, who. On any thread.</summary>
    event Action<string, string, string>? Committed;
}

/// <summary>Names of the sections, as in the store, exports and audit entries.</summary>
public static class SectionNames
{
    /// <summary>System name and mode.</summary>
    public const string Device = "device";

    /// <summary>Proxy Mobile IP General.</summary>
    public const string General = "general";

    /// <summary>Authenticator Configuration.</summary>
    public const string Servers = "servers";

    /// <summary>Local SA Bindings.</summary>
    public const string Bindings = "bindings";

    /// <summary>Service Sets.</summary>
    public const string ServiceSets = "service-sets";

    /// <summary>Routing.</summary>
    public const string Routing = "routing";

    /// <summary>VLAN.</summary>
    public const string Vlans = "vlans";

    /// <summary>Time Server.</summary>
    public const string Time = "time";

    /// <summary>Home Agent.</summary>
    public const string HomeAgent = "home-agent";

    /// <summary>Foreign Agent.</summary>
    public const string ForeignAgent = "foreign-agent";

    /// <summary>Access Point Exchange keys.</summary>
    public const string Exchange = "exchange";

    /// <summary>All names.</summary>
    public static ImmutableArray<string> All { get; } =
        [Device, General, Servers, Bindings, ServiceSets, Routing, Vlans, Time, HomeAgent, ForeignAgent, Exchange];
}

/// <summary>A configuration with its revisions.</summary>
/// <param name="Configuration">All sections.</param>
/// <param name="Revisions">Revision per section name; 0: factory value, never saved.</param>
/// <param name="LastChange">Who saved a section last and when.</param>
public sealed record LoadedConfiguration(NodeConfiguration Configuration, ImmutableDictionary<string, long> Revisions,
    ImmutableDictionary<string, SectionChange> LastChange);

/// <summary>Who saved a section last.</summary>
public sealed record SectionChange(string User, DateTimeOffset At);

/// <summary>Who acts.</summary>
/// <param name="User">User name.</param>
/// <param name="Source">Where from, such as an address or "command line".</param>
/// <param name="Capabilities">What the user may do.</param>
public sealed record Caller(string User, string Source, UserCapabilities Capabilities);

/// <summary>Capabilities with the bit values of the manual family's MIB.</summary>
[Flags]
public enum UserCapabilities
{
    /// <summary>May look at what any logged-in user may.</summary>
    None = 0,

    /// <summary>Administrator.</summary>
    Admin = 1,

    /// <summary>Changes system settings; gives Admin too.</summary>
    Write = 2,

    /// <summary>Updates firmware.</summary>
    Firmware = 4,

    /// <summary>Changes identity settings: SSID text, default gateway, system name.</summary>
    Ident = 8,

    /// <summary>User name is an SNMP community.</summary>
    Snmp = 16,

    /// <summary>Everything.</summary>
    All = Admin | Write | Firmware | Ident | Snmp,
}

/// <summary>How a save ended.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Stored and in force.</summary>
    /// <param name="Revision">New revision of the section.</param>
    /// <param name="Notices">Notices that do not stop a save.</param>
    /// <param name="EndedRegistrations">Registrations the change ended, each with its reason.</param>
    public sealed record Committed(long Revision, ImmutableArray<FieldFault> Notices, ImmutableArray<string> EndedRegistrations) : CommitOutcome;

    /// <summary>Nothing was changed; the findings say why.</summary>
    /// <param name="Faults">Errors and notices.</param>
    public sealed record Rejected(ImmutableArray<FieldFault> Faults) : CommitOutcome;

    /// <summary>Somebody saved the section since it was loaded (CON-01).</summary>
    /// <param name="Current">As stored now.</param>
    public sealed record Conflict(LoadedConfiguration Current) : CommitOutcome;
}
