using ProxyMip.Host.Vectors.Layers;

namespace ProxyMip.Host.Vectors;

/// <summary>Checks every vector of a folder.</summary>
internal static class VectorRun
{
    public static VectorReport Check(VectorFolder folder)
    {
        var shared = new SharedTables(folder.Vectors);
        var results = new List<VectorResult>();
        foreach (var vector in folder.Vectors)
            results.Add(Check(vector, shared));
        results.AddRange(folder.Unreadable.Select(bad => new VectorResult(bad.File, bad.Name, [bad.Fault], [])));
        return new(results);
    }

    private static VectorResult Check(VectorCase vector, SharedTables shared)
    {
        var findings = new Findings();
        if (vector.Length is { } length && length != vector.Octets.Length)
            findings.Differs("length", length, vector.Octets.Length);
        try
        {
            Dispatch(vector, shared, findings);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            findings.Differs($"cannot be checked: {fault.Message}"); // one vector nobody foresaw does not end the run
        }
        return new(vector.File, vector.Name, findings.Differences, findings.NotCompared);
    }

    private static void Dispatch(VectorCase vector, SharedTables shared, Findings findings)
    {
        switch (vector.Layer)
        {
            case "ipv4":
                Ipv4Check.Check(vector, findings);
                break;
            case "udp-payload":
                RegistrationCheck.Check(vector, findings);
                break;
            case "ethernet":
                EthernetCheck.Check(vector, findings);
                break;
            case "radius":
                RadiusCheck.Check(vector, findings);
                break;
            case "tacacs":
                TacacsCheck.Check(vector, findings);
                break;
            case "subnet-map":
                SubnetMapCheck.Check(vector, shared, findings);
                break;
            case "subnet-map-table":
                LookupCheck.Check(vector, findings);
                break;
            default:
                findings.Differs($"layer '{vector.Layer}' is not known");
                break;
        }
    }
}
