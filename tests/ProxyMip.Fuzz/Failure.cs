namespace ProxyMip.Fuzz;

/// <summary>An input that broke a promise.</summary>
/// <param name="Promise">Which: "exception System.IndexOutOfRangeException", "allocates", "slow", …</param>
/// <param name="Detail">In words, for the reader.</param>
/// <param name="Input">The octets.</param>
public sealed record Failure(string Promise, string Detail, byte[] Input);
