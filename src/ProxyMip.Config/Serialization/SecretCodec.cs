namespace ProxyMip.Config.Serialization;

/// <summary>What happens to secrets on their way into and out of JSON.</summary>
public abstract class SecretCodec
{
    /// <summary>Writes the word "set" for every secret: for exports, audit entries and everything a person may read. Reading gives no secret.</summary>
    public static SecretCodec Redacted { get; } = new RedactingCodec();

    /// <summary>The text to write for a secret's octets.</summary>
    public abstract string Write(ReadOnlySpan<byte> secret);

    /// <summary>The octets a written text stands for; null: the text holds no secret.</summary>
    /// <exception cref="FormatException">The text was not made by this codec, or its key is another one.</exception>
    public abstract byte[]? Read(string text);

    private sealed class RedactingCodec : SecretCodec
    {
        public override string Write(ReadOnlySpan<byte> secret) => "set";

        public override byte[]? Read(string text) => null;
    }
}
