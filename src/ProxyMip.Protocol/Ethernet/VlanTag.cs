namespace ProxyMip.Protocol.Ethernet;

/// <summary>The tag control information of IEEE 802.1Q.</summary>
/// <param name="Id">VLAN identifier, 0 to 4095; 0 means the tag carries a priority only.</param>
/// <param name="Priority">Priority code point, 0 to 7.</param>
/// <param name="DropEligible">Whether the frame may be dropped first.</param>
public readonly record struct VlanTag(ushort Id, byte Priority = 0, bool DropEligible = false);
