namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>State of a row on the wire (protocol reference 15.4). A lower number wins where several writers claim the same row.</summary>
internal enum RowState : byte
{
    Active = 1,
    Probing = 2,
    Unverified = 3,
}

/// <summary>What is said about a row.</summary>
/// <param name="State">Active, probing (still used) or unverified (not used).</param>
/// <param name="Count">Access points that vouch for it.</param>
internal readonly record struct RowValue(RowState State, ushort Count);

/// <summary>A row with its value.</summary>
internal readonly record struct Row(RowKey Key, RowValue Value);

/// <summary>One change of a table: the new value, or a removal.</summary>
/// <param name="Key">The row.</param>
/// <param name="Value">Its new value; null when it was removed.</param>
internal readonly record struct RowChange(RowKey Key, RowValue? Value);
