using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Verifies every item of <c>auth</c>: place, SPI, covered octets, authenticator, and whether it is right.</summary>
internal static class AuthCheck
{
    public static void Check(VectorCase vector, Findings findings)
    {
        foreach (var auth in vector.Auth)
            Check(auth, vector, findings);
    }

    private static void Check(VectorAuth auth, VectorCase vector, Findings findings)
    {
        var what = $"auth {auth.Extension} at {auth.Offset}";
        var walk = new ExtensionReader(vector.Octets, auth.Offset);
        if (auth.Offset < 0 || auth.Offset >= vector.Octets.Length || !walk.MoveNext() || !AuthenticationExtension.TryRead(walk.Current, out var extension)
            || (byte)extension.Type != auth.Extension)
        {
            findings.Differs($"{what}: no such authentication extension is there");
            return;
        }
        if (auth.Subtype is { } subtype && subtype != extension.Subtype)
            findings.Differs($"{what}: subtype", subtype, extension.Subtype);
        if (auth.Spi != extension.Spi.Value)
            findings.Differs($"{what}: SPI", new Spi(auth.Spi), extension.Spi);
        findings.RequireOctets($"{what}: authenticator", auth.Authenticator, extension.Authenticator);
        var covered = CoveredBy(auth.Algorithm, extension);
        if (auth.CoveredFrom != 0 || auth.CoveredTo != covered)
            findings.Differs($"{what}: covered octets", $"{auth.CoveredFrom} to {auth.CoveredTo}", $"0 to {covered}");
        if (auth.Key.Length == 0)
            findings.Differs($"{what}: the key is empty");
        else if (Verify(auth, extension, vector) is not { } right)
            findings.Differs($"{what}: algorithm '{auth.Algorithm}' is not known");
        else if (right != auth.Valid)
            findings.Differs($"{what}: valid", auth.Valid ? "true" : "false", right ? "true" : "false");
    }

    private static int CoveredBy(string algorithm, in AuthenticationExtension extension) =>
        AlgorithmNames.Parse(algorithm) == AuthenticationAlgorithm.Md5PrefixSuffixRfc2002 ? extension.Covered.Length - Spi.Size : extension.Covered.Length;

    private static bool? Verify(VectorAuth auth, in AuthenticationExtension extension, VectorCase vector)
    {
        var key = new SecretKey(auth.Key);
        if (auth.Algorithm == AlgorithmNames.Chap)
            return new ChapAuthenticator(key).Verify(extension, ChallengeOf(vector));
        return AlgorithmNames.Parse(auth.Algorithm) is { } algorithm ? new MobilityAuthenticator(algorithm, key).Verify(extension) : null;
    }

    // The challenge the request returns; a single zero octet without one.
    private static ReadOnlySpan<byte> ChallengeOf(VectorCase vector)
    {
        if (vector.Context.Octets("challenge_hex") is { Length: > 0 } given)
            return given;
        return RegistrationMessage.TryParse(vector.Octets, out var message, out _) && message.TryFind(ExtensionType.MobileForeignChallenge, out var challenge)
            ? challenge.Data
            : [0];
    }
}
