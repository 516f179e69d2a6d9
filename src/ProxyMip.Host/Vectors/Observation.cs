using System.Text.Json.Nodes;

namespace ProxyMip.Host.Vectors;

/// <summary>What a receiver did with the octets of a vector.</summary>
/// <param name="Outcome">accept, discard, reply, emit, close or error.</param>
internal sealed record Observation(string Outcome)
{
    public const string Accept = "accept";
    public const string Discard = "discard";
    public const string Reply = "reply";
    public const string Emit = "emit";
    public const string Close = "close";
    public const string Error = "error";

    /// <summary>Reasons that are true of the octets; see <see cref="Reasons"/>.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Whatever else can be said, under the names of expect members.</summary>
    public JsonObject Facts { get; init; } = [];

    /// <summary>What was done afterwards; see <see cref="Vectors.Deeds"/>. Null: nobody looked.</summary>
    public IReadOnlyList<string>? Deeds { get; init; }

    public static Observation Refused(string outcome, params string[] reasons) => new(outcome) { Reasons = reasons };
}
