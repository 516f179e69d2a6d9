using System.Security.Cryptography;
using System.Text;
using ProxyMip.Config.Serialization;

namespace ProxyMip.Store.Secrets;

/// <summary>Secrets at rest: AES-256-GCM under the key file, a fresh nonce each, as <c>enc1:</c> and Base64 of nonce, tag and cipher text.</summary>
internal sealed class EncryptedSecrets(byte[] key) : SecretCodec
{
    private const string Prefix = "enc1:";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public override string Write(ReadOnlySpan<byte> secret)
    {
        var box = new byte[NonceSize + TagSize + secret.Length];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, secret, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize));
        return Prefix + Convert.ToBase64String(box);
    }

    public override byte[]? Read(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            throw new FormatException("A stored secret is not encrypted.");
        var box = Convert.FromBase64String(text[Prefix.Length..]);
        if (box.Length <= NonceSize + TagSize)
            throw new FormatException("A stored secret is damaged.");
        var secret = new byte[box.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), secret);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new FormatException("A stored secret does not open with the key file: the file belongs to another database.");
        }
        return secret;
    }
}

/// <summary>Secrets of an export that asked for them: AES-256-GCM under a key derived from a pass phrase (PBKDF2-SHA-256, 600,000 rounds).</summary>
public sealed class PassphraseSecrets : SecretCodec
{
    private const int Rounds = 600_000;
    private readonly EncryptedSecrets _inner;

    /// <summary>Derives the key. The salt is stored with the export.</summary>
    public PassphraseSecrets(string passphrase, byte[] salt) =>
        _inner = new(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Rounds, HashAlgorithmName.SHA256, 32));

    /// <inheritdoc />
    public override string Write(ReadOnlySpan<byte> secret) => _inner.Write(secret);

    /// <inheritdoc />
    public override byte[]? Read(string text) => text == "set" ? null : _inner.Read(text);
}
