using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Benchmarks;

/// <summary>Signing and verifying a request of 46 octets, beside the bare hash of the octets covered: ours, and the platform's.</summary>
[BenchmarkCategory("Authentication")]
public class AuthenticationBenchmarks
{
    private const int CoveredSize = 30;

    private static readonly byte[] Datagram = VectorFile.Load("requests")["rrq-hmac-md5"].Octets;
    private static readonly byte[] KeyOctets = Convert.FromHexString("1234567890abcdef1234567890abcdef");

    private readonly byte[] _message = new byte[64];
    private readonly byte[] _signed = new byte[64];
    private readonly byte[] _keyed = new byte[CoveredSize + 32];
    private readonly byte[] _digest = new byte[16];
    private MobilityAuthenticator _authenticator = null!;
    private HmacMd5Key _hmac = null!;

    [ParamsAllValues]
    public AuthenticationAlgorithm Algorithm { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _hmac = new(KeyOctets);
        _authenticator = new(Algorithm, new(KeyOctets));
        Datagram.AsSpan(0, RegistrationRequest.FixedSize).CopyTo(_message);
        _message.CopyTo(_signed, 0);
        _authenticator.Sign(_signed, RegistrationRequest.FixedSize, ExtensionType.MobileHomeAuthentication, new(0x100));
        KeyOctets.CopyTo(_keyed, 0);
        Datagram.AsSpan(0, CoveredSize).CopyTo(_keyed.AsSpan(16));
        KeyOctets.CopyTo(_keyed, 16 + CoveredSize);
        if (!Verify())
            throw new InvalidOperationException("The request does not verify: nothing here would be measured.");
    }

    [Benchmark(Baseline = true, Description = "bare hash of the octets covered")]
    public byte Bare()
    {
        if (Algorithm == AuthenticationAlgorithm.HmacMd5)
            _hmac.Compute(_signed.AsSpan(0, CoveredSize), _digest);
        else
            Md5.Hash(_keyed, _digest);
        return _digest[0];
    }

    [Benchmark(Description = "the same by System.Security.Cryptography")]
    public byte Platform()
    {
        if (Algorithm == AuthenticationAlgorithm.HmacMd5)
            HMACMD5.HashData(KeyOctets, _signed.AsSpan(0, CoveredSize), _digest);
        else
            MD5.HashData(_keyed, _digest);
        return _digest[0];
    }

    [Benchmark(Description = "parse the request, find the extension, verify")]
    public bool Verify() =>
        RegistrationMessage.TryParse(_signed.AsSpan(0, 46), out var message, out _)
        && message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var authentication)
        && _authenticator.Verify(authentication);

    [Benchmark(Description = "verify an extension already found")]
    public bool VerifyFound()
    {
        var walk = new ExtensionReader(_signed.AsSpan(0, 46), RegistrationRequest.FixedSize);
        return walk.MoveNext() && AuthenticationExtension.TryRead(walk.Current, out var found) && _authenticator.Verify(found);
    }

    [Benchmark(Description = "sign")]
    public int Sign() => _authenticator.Sign(_message, RegistrationRequest.FixedSize, ExtensionType.MobileHomeAuthentication, new(0x100));
}
