using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ProxyMip.Store;

/// <summary>Passwords by ASP.NET Core Identity: PBKDF2-HMAC-SHA-512 with 210,000 rounds, 12 to 128 characters of any kind, common ones refused.</summary>
public sealed class PasswordBook
{
    /// <summary>Fewest characters.</summary>
    public const int MinimumLength = 12;

    /// <summary>Most characters.</summary>
    public const int MaximumLength = 128;

    private static readonly string[] CommonParts =
        ["password", "123456", "qwerty", "letmein", "admin", "welcome", "proxymip", "mobileip", "accesspoint", "tsunami", "cisco", "aironet", "changeme", "iloveyou", "abc123", "111111", "000000"];

    private readonly PasswordHasher<string> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly string _nobody;

    /// <summary>Prepares the hash that unknown names are checked against, so that they take the same time.</summary>
    public PasswordBook() => _nobody = _hasher.HashPassword("", Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Why a password cannot be used, in a sentence; empty: it can.</summary>
    public static string Judge(string password, string userName)
    {
        if (password.EnumerateRunes().Count() is < MinimumLength or > MaximumLength)
            return $"The password must have {MinimumLength} to {MaximumLength} characters.";
        var plain = password.ToUpperInvariant();
        if (userName.Length >= 3 && plain.Contains(userName.ToUpperInvariant(), StringComparison.Ordinal))
            return "The password must not contain the user name.";
        var rest = CommonParts.Aggregate(plain, (text, part) => text.Replace(part.ToUpperInvariant(), "", StringComparison.Ordinal));
        return rest.Length < 6 || password.Distinct().Count() < 4 ? "The password is too easy to guess." : "";
    }

    /// <summary>The hash to store.</summary>
    public string Hash(string password) => _hasher.HashPassword("", password);

    /// <summary>Checks a password against a stored hash, or against nobody's.</summary>
    /// <param name="hash">Stored hash; null: no such user, which takes as long.</param>
    /// <param name="password">As typed.</param>
    /// <param name="newHash">A hash with today's parameters when the stored one has older ones.</param>
    public bool Check(string? hash, string password, out string? newHash)
    {
        newHash = null;
        if (password.Length > MaximumLength * 4)
            return false;
        var result = _hasher.VerifyHashedPassword("", hash ?? _nobody, password);
        if (result == PasswordVerificationResult.SuccessRehashNeeded && hash is not null)
            newHash = Hash(password);
        return hash is not null && result != PasswordVerificationResult.Failed;
    }
}

/// <summary>The one-time code of first-run set-up: 128 bits, valid 30 minutes, compared in fixed time.</summary>
public sealed class SetUpCode(TimeProvider clock)
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset _madeAt = clock.GetUtcNow();
    private bool _used;

    /// <summary>The code, printed to the local console once.</summary>
    public string Text { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether a typed code is this one and still valid.</summary>
    public bool Fits(string typed) =>
        !_used && clock.GetUtcNow() - _madeAt < Validity
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed.Trim().ToLowerInvariant()), Encoding.UTF8.GetBytes(Text));

    /// <summary>It was used; it never fits again.</summary>
    public void Use() => _used = true;
}
