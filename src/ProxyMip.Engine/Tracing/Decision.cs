namespace ProxyMip.Engine.Tracing;

/// <summary>One decision about a client, for "Why not?".</summary>
/// <param name="Question">What is decided, such as "Is the SSID enabled?".</param>
/// <param name="Passed">Whether the client passed; null: not reached, or not applicable.</param>
/// <param name="Text">The answer in a sentence.</param>
/// <param name="Rule">The rule behind it.</param>
/// <param name="Setting">The page of the setting behind it; null when none.</param>
public sealed record Decision(string Question, bool? Passed, string Text, string Rule, string? Setting);
