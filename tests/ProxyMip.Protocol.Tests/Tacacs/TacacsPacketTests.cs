using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CsCheck;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tacacs;

[SuppressMessage("Security", "CA5351", Justification = "RFC 8907 demands MD5; the platform's own is the oracle here.")]
public sealed class TacacsPacketTests
{
    public static TheoryData<string> Names => VectorFile.Names("tacacs");

    [Theory]
    [MemberData(nameof(Names))]
    [Requirement("TAC-011")]
    public void Packet_Golden_OpensToItsBody(string name)
    {
        var packet = TacacsSamples.Packet(name);
        var receiver = packet[2] % 2 == 1 ? TacacsReceiver.Server : TacacsReceiver.Client;
        Assert.Equal(TacacsVerdict.Accepted, TacacsPacket.Open(packet, TacacsSamples.Key, receiver, out _, out var body));
        Assert.Equal(Hex.Format(TacacsSamples.Body(name)), Hex.Format(body));
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Requirement("TAC-011")]
    public void Packet_GoldenBodySealed_IsTheSamePacket(string name)
    {
        var golden = TacacsSamples.Packet(name);
        Assert.True(TacacsHeader.TryParse(golden, out var header, out _));
        Assert.Equal(Hex.Format(golden), Hex.Format(TacacsSamples.Seal(header, TacacsSamples.Body(name))));
    }

    [Fact]
    [Requirement("TAC-011")]
    public void Obfuscation_AnyBody_IsTheChainedPadOfTheRfc() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.UInt, Gen.Byte.Array[1, 64], Gen.Byte[1, 255]).Sample((body, session, key, sequence) =>
        {
            var header = new TacacsHeader { Version = TacacsVersion.Default, Sequence = sequence, SessionId = session };
            var mixed = body.ToArray();
            TacacsObfuscation.Apply(mixed, header, new(key));
            byte[] id = [(byte)(session >> 24), (byte)(session >> 16), (byte)(session >> 8), (byte)session];
            byte[] pad = [];
            for (var at = 0; at < body.Length; at++)
            {
                if (at % 16 == 0)
                    pad = MD5.HashData([.. id, .. key, 0xc0, sequence, .. pad]);
                Assert.Equal(body[at], mixed[at] ^ pad[at % 16]);
            }
        });

    [Theory]
    [InlineData("bad-tac-lengths", TacacsReceiver.Client, TacacsVerdict.InnerLengths)]
    [InlineData("bad-tac-unencrypted-flag", TacacsReceiver.Client, TacacsVerdict.Unencrypted)]
    [InlineData("bad-tac-even-seq-from-client", TacacsReceiver.Server, TacacsVerdict.Sequence)]
    [InlineData("tac-authen-start-pap", TacacsReceiver.Client, TacacsVerdict.Sequence)]
    [Requirement("TAC-002", "TAC-012", "TAC-035")]
    public void Packet_Broken_ClosesForItsReason(string name, TacacsReceiver receiver, TacacsVerdict verdict) =>
        Assert.Equal(verdict, TacacsSamples.Open(TacacsSamples.Packet(name), receiver));

    [Theory]
    [MemberData(nameof(Names))]
    [Requirement("TAC-012")]
    public void Packet_OpenedWithAnotherKey_DoesNotAddUp(string name)
    {
        var packet = TacacsSamples.Packet(name);
        var receiver = packet[2] % 2 == 1 ? TacacsReceiver.Server : TacacsReceiver.Client;
        Assert.Equal(TacacsVerdict.InnerLengths, TacacsPacket.Open(packet, new SecretKey("another-secret-0123456789abcdef"u8), receiver, out _, out _));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [Requirement("TAC-005")]
    public void Packet_OfAnotherLengthThanItsHeader_Closes(int difference)
    {
        var packet = TacacsSamples.Packet("tac-authen-pass");
        Array.Resize(ref packet, packet.Length + difference);
        Assert.Equal(TacacsVerdict.BodyLength, TacacsSamples.Open(packet, TacacsReceiver.Client));
    }

    [Fact]
    [Requirement("TAC-005")]
    public void Packet_BodyLengthAboveTheLimit_Closes() =>
        Assert.Equal(TacacsVerdict.BodyLength, TacacsSamples.Open(Hex.Parse("c10102005ec0ffee ffffffff"), TacacsReceiver.Client));

    [Fact]
    public void Packet_OfAnotherVersion_Closes() =>
        Assert.Equal(TacacsVerdict.Header, TacacsSamples.Open(Hex.Parse("b10102005ec0ffee 00000000"), TacacsReceiver.Client));

    [Fact]
    public void Packet_WithoutAKey_MustCarryTheUnencryptedFlag()
    {
        var header = new TacacsHeader { Version = TacacsVersion.One, Type = TacacsType.Authentication, Sequence = 2, Bits = TacacsHeaderBits.Unencrypted, BodyLength = 6 };
        var packet = new byte[TacacsHeader.Size + 6];
        header.WriteTo(packet);
        packet[12] = 1;
        Assert.Equal(TacacsVerdict.Accepted, TacacsPacket.Open(packet, null, TacacsReceiver.Client, out _, out _));
        packet[3] = 0;
        Assert.Equal(TacacsVerdict.Unencrypted, TacacsPacket.Open(packet, null, TacacsReceiver.Client, out _, out _));
    }

    [Fact]
    [Requirement("TAC-034")]
    public void Packet_Sealed_NeverCarriesTheUnencryptedFlag()
    {
        var header = new TacacsHeader { Version = TacacsVersion.Default, Type = TacacsType.Authorization, Sequence = 1, Bits = (TacacsHeaderBits)0xff };
        Assert.Equal(0xfe, TacacsSamples.Seal(header, [1, 2, 3])[3]);
    }

    [Theory]
    [InlineData(1, 2, TacacsVerdict.Accepted)]
    [InlineData(3, 4, TacacsVerdict.Accepted)]
    [InlineData(1, 4, TacacsVerdict.Sequence)]
    [InlineData(3, 2, TacacsVerdict.Sequence)]
    [InlineData(1, 3, TacacsVerdict.Sequence)]
    [InlineData(255, 2, TacacsVerdict.Sequence)]
    [Requirement("TAC-002")]
    public void Answer_MustHaveTheNextSequence(byte sent, byte answered, TacacsVerdict verdict) =>
        Assert.Equal(verdict, OpenAnswer(Asked() with { Sequence = sent }, Asked() with { Sequence = answered }));

    [Fact]
    public void Answer_OfAnotherSession_Closes() =>
        Assert.Equal(TacacsVerdict.Session, OpenAnswer(Asked(), Asked() with { Sequence = 2, SessionId = 8 }));

    [Fact]
    public void Answer_OfAnotherMinorVersion_Closes() =>
        Assert.Equal(TacacsVerdict.Session, OpenAnswer(Asked(), Asked() with { Sequence = 2, Version = TacacsVersion.Default }));

    [Fact]
    public void Answer_OfAnotherType_Closes() =>
        Assert.Equal(TacacsVerdict.Session, OpenAnswer(Asked(), Asked() with { Sequence = 2, Type = TacacsType.Authorization }));

    [Fact]
    [Requirement("TAC-032")]
    public void Packet_WithAKeyOf33And64Characters_OpensAgain()
    {
        foreach (var length in new[] { 33, 64 })
        {
            var key = new SecretKey(System.Text.Encoding.ASCII.GetBytes(new string('k', length)));
            var packet = TacacsSamples.Buffer(TacacsHeader.Size + 6);
            Hex.Parse("010000000000").CopyTo(packet, TacacsHeader.Size);
            TacacsPacket.Seal(new() { Version = TacacsVersion.One, Type = TacacsType.Authentication, Sequence = 2 }, packet, key);
            Assert.Equal(TacacsVerdict.Accepted, TacacsPacket.Open(packet, key, TacacsReceiver.Client, out _, out _));
        }
    }

    [Fact]
    public void Packet_AnyOctets_NeverThrow() => Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool).Sample((octets, plain) =>
    {
        if (octets.Length > 12)
        {
            Hex.Parse("c001").CopyTo(octets, 0);
            octets[1] = (byte)(1 + octets[1] % 3);
            octets[2] |= 1;
            new byte[] { 0, 0, 0, (byte)(octets.Length - 12) }.CopyTo(octets, 8);
        }
        _ = TacacsPacket.Open(octets, plain ? null : TacacsSamples.Key, TacacsReceiver.Server, out _, out _);
    }, iter: 2000);

    [Fact]
    public void Packet_SealedAndOpenedAThousandTimes_AllocatesNothing()
    {
        var packet = TacacsSamples.Packet("tac-author-mobileip");
        Assert.Equal(TacacsVerdict.Accepted, TacacsPacket.Open(packet, TacacsSamples.Key, TacacsReceiver.Server, out var header, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            TacacsPacket.Seal(header, packet, TacacsSamples.Key);
            TacacsPacket.Open(packet, TacacsSamples.Key, TacacsReceiver.Server, out _, out _);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static TacacsHeader Asked() => new() { Version = TacacsVersion.One, Type = TacacsType.Authentication, Sequence = 1, SessionId = 7 };

    private static TacacsVerdict OpenAnswer(TacacsHeader asked, TacacsHeader answer)
    {
        var packet = TacacsSamples.Seal(answer, Hex.Parse("010000000000"));
        return TacacsPacket.OpenAnswer(packet, TacacsSamples.Key, asked, out _, out _);
    }
}
