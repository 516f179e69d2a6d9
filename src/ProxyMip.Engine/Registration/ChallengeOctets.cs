using System.Collections.Immutable;

namespace ProxyMip.Engine.Registration;

/// <summary>The octets of a challenge, compared by value; default: none.</summary>
/// <param name="Octets">The octets.</param>
public readonly record struct ChallengeOctets(ImmutableArray<byte> Octets)
{
    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Octets.IsDefaultOrEmpty;

    /// <inheritdoc />
    public bool Equals(ChallengeOctets other) => IsEmpty ? other.IsEmpty : !other.IsEmpty && Octets.AsSpan().SequenceEqual(other.Octets.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => IsEmpty ? 0 : Octets.Length;
}
