namespace ProxyMip.Host.Decoding;

/// <summary>One field as a person reads it.</summary>
/// <param name="Name">The RFC's name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Meaning">What the value says; null when it says enough itself.</param>
internal sealed record DecodedField(string Name, string Value, string? Meaning);

/// <summary>One layer or extension: its fields in wire order, then what it carries.</summary>
internal sealed class DecodedLayer(string name)
{
    /// <summary>The RFC's name.</summary>
    public string Name { get; } = name;

    /// <summary>Fields in wire order.</summary>
    public List<DecodedField> Fields { get; } = [];

    /// <summary>Extensions, attributes, and the next layer.</summary>
    public List<DecodedLayer> Inside { get; } = [];

    /// <summary>Whether anything here or inside could not be read.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Adds a field.</summary>
    public DecodedLayer With(string field, string value, string? meaning = null)
    {
        Fields.Add(new(field, value, meaning));
        return this;
    }

    /// <summary>Adds a field that is a number.</summary>
    public DecodedLayer With(string field, long value, string? meaning = null) => With(field, Wording.Number(value), meaning);

    /// <summary>Says what could not be read.</summary>
    public DecodedLayer Broken(string reason)
    {
        IsBroken = true;
        return With("Malformed", reason);
    }

    /// <summary>Adds what this layer carries.</summary>
    public DecodedLayer Carrying(DecodedLayer? inner)
    {
        if (inner is null)
            return this;
        Inside.Add(inner);
        IsBroken |= inner.IsBroken;
        return this;
    }
}
