using System.Text;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// Writes a packet: header, attributes in the order of the calls, then one of the Finish methods, which fill in length and authenticators. The destination
/// has room for <see cref="RadiusPacket.MaxSize"/> octets; a packet that does not fit is a defect of the caller and throws <see cref="ArgumentException"/>.
/// </summary>
public ref struct RadiusPacketWriter
{
    private const int LengthOffset = 2;

    private readonly Span<byte> _destination;
    private WireWriter _wire;
    private int _messageAuthenticator;

    /// <summary>Starts a packet without attributes.</summary>
    /// <param name="destination">Where the packet goes.</param>
    /// <param name="code">What it is.</param>
    /// <param name="identifier">Joins request and response.</param>
    /// <param name="authenticator">16 octets; empty for zeros where a Finish method computes it.</param>
    public RadiusPacketWriter(Span<byte> destination, RadiusCode code, byte identifier, ReadOnlySpan<byte> authenticator)
    {
        _destination = destination;
        _wire = new(destination);
        _wire.WriteUInt8((byte)code);
        _wire.WriteUInt8(identifier);
        _wire.WriteUInt16(0);
        if (authenticator.IsEmpty)
            _wire.WriteZeros(RadiusPacket.AuthenticatorSize);
        else
            _wire.WriteOctets(authenticator[..RadiusPacket.AuthenticatorSize]);
    }

    /// <summary>Starts an Access-Request: its first attribute is the Message-Authenticator (protocol reference 16.2).</summary>
    /// <param name="destination">Where the packet goes.</param>
    /// <param name="identifier">Unique among the requests outstanding on the port.</param>
    /// <param name="authenticator">16 unpredictable octets, new for every new identifier.</param>
    public static RadiusPacketWriter AccessRequest(Span<byte> destination, byte identifier, ReadOnlySpan<byte> authenticator)
    {
        var packet = new RadiusPacketWriter(destination, RadiusCode.AccessRequest, identifier, authenticator);
        packet.ReserveMessageAuthenticator();
        return packet;
    }

    /// <summary>Octets written so far.</summary>
    public readonly int Written => _wire.Written;

    /// <summary>Puts the Message-Authenticator here; its value is computed at the end.</summary>
    public void ReserveMessageAuthenticator()
    {
        WriteHeader(RadiusAttributeType.MessageAuthenticator, RadiusPacket.AuthenticatorSize);
        _messageAuthenticator = _wire.Written;
        _wire.WriteZeros(RadiusPacket.AuthenticatorSize);
    }

    /// <summary>Writes an attribute of 0 to 253 octets.</summary>
    public void WriteOctets(RadiusAttributeType type, scoped ReadOnlySpan<byte> value)
    {
        WriteHeader(type, value.Length);
        value.CopyTo(_wire.Reserve(value.Length));
    }

    /// <summary>Writes an attribute of text: at most 253 octets of UTF-8.</summary>
    public void WriteText(RadiusAttributeType type, scoped ReadOnlySpan<char> value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        WriteHeader(type, size);
        Encoding.UTF8.GetBytes(value, _wire.Reserve(size));
    }

    /// <summary>Writes an attribute of 32 bits.</summary>
    public void WriteInteger(RadiusAttributeType type, uint value)
    {
        WriteHeader(type, sizeof(uint));
        _wire.WriteUInt32(value);
    }

    /// <summary>Writes an attribute that is an address.</summary>
    public void WriteAddress(RadiusAttributeType type, Ipv4Address value) => WriteInteger(type, value.Value);

    /// <summary>Writes a Vendor-Specific attribute with one attribute of the vendor in the recommended form, its value at most 247 octets.</summary>
    public void WriteVendor(RadiusVendor vendor, byte type, scoped ReadOnlySpan<byte> value)
    {
        WriteHeader(RadiusAttributeType.VendorSpecific, VendorSpecific.HeaderSize + RadiusAttribute.HeaderSize + value.Length);
        _wire.WriteUInt32((uint)vendor);
        _wire.WriteUInt8(type);
        _wire.WriteUInt8((byte)(RadiusAttribute.HeaderSize + value.Length));
        value.CopyTo(_wire.Reserve(value.Length));
    }

    /// <summary>Writes User-Password, hidden with the authenticator of this packet.</summary>
    public void WriteUserPassword(scoped ReadOnlySpan<byte> password, RadiusSecret secret)
    {
        WriteHeader(RadiusAttributeType.UserPassword, UserPassword.HiddenSize(password.Length));
        UserPassword.Hide(password, secret, Authenticator, _wire.Reserve(UserPassword.HiddenSize(password.Length)));
    }

    /// <summary>Writes CHAP-Password over the authenticator of this packet, which is the challenge when attribute 60 is absent (RFC 2865 §5.3).</summary>
    public void WriteChapPassword(byte identifier, scoped ReadOnlySpan<byte> password)
    {
        WriteHeader(RadiusAttributeType.ChapPassword, ChapPassword.Size);
        _wire.WriteUInt8(identifier);
        ChapPassword.Compute(identifier, password, Authenticator, _wire.Reserve(ChapPassword.ResponseSize));
    }

    /// <summary>Finishes an Access-Request and returns its size: length and Message-Authenticator; the authenticator stays as given.</summary>
    public readonly int FinishAccessRequest(RadiusSecret secret)
    {
        PatchLength();
        SignMessage(Authenticator, secret);
        return Written;
    }

    /// <summary>Finishes an Accounting-Request and returns its size: length, Message-Authenticator if reserved, Request Authenticator (RFC 2866 §3).</summary>
    public readonly int FinishAccountingRequest(RadiusSecret secret)
    {
        Span<byte> zeros = stackalloc byte[RadiusPacket.AuthenticatorSize];
        zeros.Clear();
        return FinishOver(zeros, secret);
    }

    /// <summary>Finishes a response and returns its size: length, Message-Authenticator if reserved, then the Response Authenticator.</summary>
    /// <param name="requestAuthenticator">16 octets: authenticator of the request that is answered.</param>
    /// <param name="secret">Shared with the client.</param>
    public readonly int FinishResponse(ReadOnlySpan<byte> requestAuthenticator, RadiusSecret secret) => FinishOver(requestAuthenticator, secret);

    private readonly Span<byte> Authenticator => _destination.Slice(RadiusPacket.AuthenticatorOffset, RadiusPacket.AuthenticatorSize);

    private readonly int FinishOver(ReadOnlySpan<byte> authenticator, RadiusSecret secret)
    {
        PatchLength();
        SignMessage(authenticator, secret);
        secret.ComputeAuthenticator(_destination[..Written], authenticator, Authenticator);
        return Written;
    }

    private readonly void PatchLength() => _wire.PatchUInt16(LengthOffset, (ushort)Written);

    private readonly void SignMessage(ReadOnlySpan<byte> authenticator, RadiusSecret secret)
    {
        if (_messageAuthenticator > 0)
            secret.ComputeMessageAuthenticator(_destination[..Written], authenticator, _messageAuthenticator, _destination[_messageAuthenticator..]);
    }

    private void WriteHeader(RadiusAttributeType type, int valueSize)
    {
        if (valueSize > RadiusAttribute.MaxValueSize || Written + RadiusAttribute.HeaderSize + valueSize > RadiusPacket.MaxSize)
            throw new ArgumentException($"A value of {valueSize} octets does not fit: an attribute has at most {RadiusAttribute.MaxValueSize}, a packet {RadiusPacket.MaxSize}.");
        _wire.WriteUInt8((byte)type);
        _wire.WriteUInt8((byte)(RadiusAttribute.HeaderSize + valueSize));
    }
}
