namespace ProxyMip.Engine.Visitors;

/// <summary>Where a client stands (protocol reference 9.3). "Gone" is no phase: the client is forgotten.</summary>
public enum ClientPhase
{
    /// <summary>Associated; no usable address seen yet.</summary>
    New,

    /// <summary>A visitor; subnet map row, association or foreign agent is missing and being looked for.</summary>
    Waiting,

    /// <summary>A visitor; a request is out or about to go.</summary>
    Requesting,

    /// <summary>A visitor; registered, its traffic is forwarded.</summary>
    Registered,

    /// <summary>A visitor; still registered, its traffic is forwarded, and a new registration is under way or waited for.</summary>
    Renewing,

    /// <summary>A visitor; refused, tried again later or when something changes.</summary>
    Held,

    /// <summary>At home on the own subnet.</summary>
    Home,

    /// <summary>Left alone: its frames are bridged as if there were no proxy.</summary>
    Unproxied,

    /// <summary>Claims an address it has no right to.</summary>
    Quarantined,
}
