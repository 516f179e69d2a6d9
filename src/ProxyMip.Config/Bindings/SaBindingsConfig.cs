using System.Collections.Immutable;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Bindings;

/// <summary>One local SA binding: every mobile node whose home address lies in the range shares SPI and key with its home agent.</summary>
/// <param name="Start">First mobile node address; identifies the binding.</param>
/// <param name="End">Last mobile node address.</param>
/// <param name="Spi">Group SPI.</param>
/// <param name="Key">Group key, 128 bits.</param>
/// <param name="Algorithm">Null: the global default (decision D-01).</param>
public sealed record SaBinding(Ipv4Address Start, Ipv4Address End, Spi Spi, SecretKey Key, AuthenticationAlgorithm? Algorithm = null);

/// <summary>Local SA Bindings (manual, "Settings on the Local SA Bindings Page").</summary>
/// <param name="All">By start address; no overlaps.</param>
public sealed record SaBindingsConfig(ImmutableArray<SaBinding> All)
{
    /// <summary>Most bindings (decision of the screen specification).</summary>
    public const int Maximum = 512;

    /// <summary>None.</summary>
    public static SaBindingsConfig Default { get; } = new([]);

    /// <inheritdoc />
    public bool Equals(SaBindingsConfig? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc />
    public override int GetHashCode() => All.Length;
}

/// <summary>One binding as typed.</summary>
public sealed class SaBindingInput
{
    /// <summary>IP Address Range - Start.</summary>
    public string Start { get; set; } = "";

    /// <summary>IP Address Range - End; blank: one host.</summary>
    public string End { get; set; } = "";

    /// <summary>Group SPI.</summary>
    public string Spi { get; set; } = "";

    /// <summary>Group Key; untouched keeps the stored key of the binding with the same start.</summary>
    public SecretInput Key { get; init; } = new();

    /// <summary>Algorithm; null: the global default.</summary>
    public AuthenticationAlgorithm? Algorithm { get; set; }

    /// <summary>Staged by Add, not stored yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>Staged for removal.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Whether nothing was typed.</summary>
    public bool IsBlank => (Start + End + Spi).Trim(' ').Length == 0 && !Key.HasTyped;
}

/// <summary>The page as typed.</summary>
public sealed class SaBindingsInput
{
    /// <summary>Existing SA Bindings, with staged additions and removals.</summary>
    public List<SaBindingInput> Existing { get; init; } = [];

    /// <summary>New SA Binding; OK and Apply take a complete one as if Add had been clicked (ruling K7).</summary>
    public SaBindingInput New { get; set; } = new();

    /// <summary>The form for a stored section, without keys.</summary>
    public static SaBindingsInput From(SaBindingsConfig section) => new()
    {
        Existing = [.. section.All.Select(binding => new SaBindingInput
        {
            Start = binding.Start.ToString(),
            End = binding.End.ToString(),
            Spi = binding.Spi.ToString(),
            Key = new() { IsSet = true },
            Algorithm = binding.Algorithm,
        })],
    };
}
