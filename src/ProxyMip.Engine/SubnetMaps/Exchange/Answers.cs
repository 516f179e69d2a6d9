namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>What the receiver of a delta says (protocol reference 15.4).</summary>
internal enum DeltaAnswer : byte
{
    Applied = 0,
    Gap = 1,
    Refused = 2,
}

/// <summary>What an authoritative access point tells a member to do next (REGISTER-ACK, KEEPALIVE-ACK).</summary>
internal enum NextStep : byte
{
    Current = 0,
    DeltasFollow = 1,
    AskForSnapshot = 2,
}
