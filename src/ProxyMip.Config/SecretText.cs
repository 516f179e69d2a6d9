using System.Security.Cryptography;
using System.Text;

namespace ProxyMip.Config;

/// <summary>A stored secret of printable ASCII, such as a shared secret. Prints as asterisks and compares in fixed time.</summary>
public sealed class SecretText : IEquatable<SecretText>
{
    private readonly string _text;

    /// <summary>Keeps the secret.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public SecretText(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _text = text;
    }

    /// <summary>The secret itself: for the store's encryption and the wire only, never for display, logs or audit.</summary>
    public string Reveal() => _text;

    /// <summary>Whether a text may be a shared secret: 1 to 64 printable ASCII characters without a blank at either end.</summary>
    public static bool IsSharedSecret(string text) =>
        text.Length is >= 1 and <= 64 && text[0] != ' ' && text[^1] != ' ' && text.All(c => c is >= ' ' and <= '~');

    /// <inheritdoc />
    public bool Equals(SecretText? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_text), Encoding.UTF8.GetBytes(other._text));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretText);

    /// <summary>Depends on the length only.</summary>
    public override int GetHashCode() => _text.Length;

    /// <summary>Always the same run of asterisks.</summary>
    public override string ToString() => "*****";
}

/// <summary>What a form says about a stored secret: untouched keeps it, typed replaces it, removed clears it (screen specification 3.4).</summary>
public sealed class SecretInput
{
    /// <summary>What was typed; null or empty when the box was not touched.</summary>
    public string? Typed { get; set; }

    /// <summary>"Remove secret" was chosen.</summary>
    public bool Remove { get; set; }

    /// <summary>Whether a secret is stored; for display ("set" / "not set"), never read by rules.</summary>
    public bool IsSet { get; init; }

    /// <summary>Whether something was typed.</summary>
    public bool HasTyped => !string.IsNullOrEmpty(Typed);
}
