using ProxyMip.Config;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Runtime.Ports;

/// <summary>Where configurations are kept. Implemented by the host over the store; a fake one serves the tests.</summary>
public interface IConfigurationStore
{
    /// <summary>Reads a node's configuration; sections never saved keep their value in <paramref name="basis"/>.</summary>
    Task<LoadedConfiguration> LoadAsync(string nodeId, NodeConfiguration basis, CancellationToken cancel);

    /// <summary>Saves one section with its audit entry in one transaction. False: the stored revision is another one and nothing was changed.</summary>
    Task<bool> TrySaveAsync(Caller caller, string nodeId, string section, long revision, NodeConfiguration before, NodeConfiguration after, CancellationToken cancel);

    /// <summary>Writes an audit entry about something that is no save.</summary>
    Task AuditAsync(Caller caller, string nodeId, string action, string outcome, CancellationToken cancel);
}
