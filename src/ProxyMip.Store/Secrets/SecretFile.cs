using System.Security.Cryptography;

namespace ProxyMip.Store.Secrets;

/// <summary>
/// The key file beside the database: 32 random octets that encrypt secrets at rest. Its presence also marks that set-up was done once, so that a missing
/// database is never taken for a first start.
/// </summary>
internal static class SecretFile
{
    private const int KeySize = 32;

    /// <summary>Reads the key; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is not a key.</exception>
    public static byte[]? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var text = File.ReadAllText(path).Trim();
        if (text.Length != KeySize * 2 || !text.All(char.IsAsciiHexDigit))
            throw new InvalidDataException($"The key file {Path.GetFileName(path)} is damaged.");
        return Convert.FromHexString(text);
    }

    /// <summary>Makes a new key file, readable by its owner only, on disk before this returns. An existing one is never overwritten.</summary>
    public static byte[] Create(string path)
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key) + "\n"));
        file.Flush(flushToDisk: true);
        return key;
    }
}
