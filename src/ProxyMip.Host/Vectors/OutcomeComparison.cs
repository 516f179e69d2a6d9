using System.Collections.Frozen;

namespace ProxyMip.Host.Vectors;

/// <summary>Compares what a vector expects of a receiver with what the receiver did.</summary>
internal static class OutcomeComparison
{
    private static readonly FrozenSet<string> s_outcomes =
        new[] { Observation.Accept, Observation.Discard, Observation.Reply, Observation.Emit, Observation.Close, Observation.Error }.ToFrozenSet();

    // Members that are compared elsewhere, or describe the state the receiver is brought into.
    private static readonly FrozenSet<string> s_handled = new[] { "outcome", "role", "reason", "then", "needs", "inner_hex" }.ToFrozenSet();

    private static readonly FrozenSet<string> s_known = new[]
    {
        "code", "lifetime", "home_agent", "home_address", "identification_high", "identification_low", "identification_hex", "registered", "denied_by", "counter",
        "retry_lifetime_max", "clock_offset_seconds", "home_agent_learned", "retry", "relayed_without_extension", "bindings_left", "usable_for_new_registration",
        "agent_rebooted", "agent_advertisement", "answer", "icmp_unreachable", "result", "try_next_server", "administrative", "authenticated", "echo",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> s_roles = new[] { "FA", "HA", "AP-proxy", "AP", "AAP", "MN", "server", "client" }.ToFrozenSet();

    public static void Compare(Expectation expected, Observation found, Findings findings)
    {
        var who = expected.Role is { } role ? role + " " : "";
        if (expected.Role is { } unknown && !s_roles.Contains(unknown))
            findings.Differs($"role '{unknown}' is not known");
        if (expected.Outcome == Observation.Reply && found.Outcome == Observation.Accept && found.Facts.ContainsKey("code"))
            found = found with { Outcome = Observation.Reply }; // an acceptance is a reply too
        if (!s_outcomes.Contains(expected.Outcome))
        {
            findings.Differs($"{who}outcome '{expected.Outcome}' is not known");
            return;
        }
        if (expected.Outcome != found.Outcome)
        {
            findings.Differs($"{who}outcome", expected.Outcome, Describe(found));
            return;
        }
        if (expected.Reason is { } reason && !Reasons.Match(reason, found.Reasons))
            findings.Differs($"{who}reason", $"'{reason}'", found.Reasons.Count == 0 ? null : $"'{string.Join("', '", found.Reasons)}'");
        foreach (var member in expected.Members.EnumerateObject())
        {
            if (s_handled.Contains(member.Name))
                continue;
            if (found.Facts.TryGetPropertyValue(member.Name, out var fact))
                findings.Compare(who + member.Name, member.Value, fact, s_known);
            else if (s_known.Contains(member.Name))
                findings.Differs(who + member.Name, member.Value.ToString(), null);
            else
                findings.NotUnderstood("expect." + member.Name);
        }
        if (expected.Text("then") is { } then)
            Deeds.Compare(then, found.Deeds, findings);
    }

    private static string Describe(Observation found)
    {
        var code = found.Facts.TryGetPropertyValue("code", out var value) ? $" with code {value}" : "";
        return found.Reasons.Count == 0 ? found.Outcome + code : $"{found.Outcome}{code} ({string.Join(", ", found.Reasons)})";
    }
}
