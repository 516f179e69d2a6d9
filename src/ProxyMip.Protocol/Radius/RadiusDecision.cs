namespace ProxyMip.Protocol.Radius;

/// <summary>What a verified answer means. Both values are final: a Reject is an answer, not a failure of the server (protocol reference 16.3).</summary>
public enum RadiusDecision
{
    /// <summary>Not granted.</summary>
    Refused,

    /// <summary>Granted.</summary>
    Granted,
}

/// <summary>Reads the decision from a verified answer.</summary>
public static class RadiusDecisions
{
    /// <summary>
    /// Granted by an Accept whose Service-Type, if it has one, is among the supported ones. An Accept with another Service-Type is a refusal (RFC 2865
    /// §5.6), and so is a Challenge, which nobody here can answer (§4.4).
    /// </summary>
    public static RadiusDecision Decide(in RadiusPacket answer, params ReadOnlySpan<RadiusServiceType> supported)
    {
        if (answer.Code != RadiusCode.AccessAccept)
            return RadiusDecision.Refused;
        foreach (var attribute in answer.Attributes)
        {
            if (attribute.Type == RadiusAttributeType.ServiceType
                && (!attribute.TryReadInteger(out var service) || !supported.Contains((RadiusServiceType)service)))
                return RadiusDecision.Refused;
        }
        return RadiusDecision.Granted;
    }
}
