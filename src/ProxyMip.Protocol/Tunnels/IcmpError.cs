using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>
/// An ICMP error, RFC 792: Destination Unreachable (with the next-hop MTU of RFC 1191), Source Quench, Redirect, Time Exceeded or Parameter
/// Problem. The beginning of the packet it is about follows the fixed part. <see cref="IcmpErrorRule"/> says when none may be sent.
/// </summary>
public readonly record struct IcmpError
{
    //  |     Type      |     Code      |            Checksum           |
    //  | type 3 code 4 |       unused = 0              | Next-Hop MTU  |   16 and 16 bits
    //  | type 5        |       Gateway Internet Address                |   32 bits
    //  | type 12       | Pointer |            unused = 0               |   8 and 24 bits
    //  |  IPv4 header and at least 8 octets of the packet at fault ...

    /// <summary>Octets in front of the quoted packet.</summary>
    public const int FixedSize = 8;

    /// <summary>Octets behind the quoted header that every error carries (RFC 792).</summary>
    public const int MinQuotedPayload = 8;

    /// <summary>Most octets of an error packet that <see cref="WritePacketTo"/> makes, IPv4 header included (RFC 1812 §4.3.2.3).</summary>
    public const int MaxPacketSize = Ipv4Header.MinReassemblySize;

    private const int ChecksumAt = 2;
    private const byte InternetworkControl = 48; // precedence 6 (RFC 1812 §4.3.2.5) as a DSCP

    /// <summary>Which of the five errors.</summary>
    public IcmpType Type { get; init; }

    /// <summary>Finer reason; <see cref="UnreachableCode"/> for <see cref="IcmpType.DestinationUnreachable"/>.</summary>
    public byte Code { get; init; }

    /// <summary>Most octets of a packet the next link takes; only for code 4 of Destination Unreachable. 0 from routers older than RFC 1191.</summary>
    public ushort NextHopMtu { get; init; }

    /// <summary>The nearer router; only for <see cref="IcmpType.Redirect"/>.</summary>
    public Ipv4Address Gateway { get; init; }

    /// <summary>The Pointer: octet of the quoted packet at fault; only for <see cref="IcmpType.ParameterProblem"/>.</summary>
    public byte ProblemOffset { get; init; }

    /// <summary>Whether a type is one of the five errors.</summary>
    public static bool IsError(IcmpType type) => type is IcmpType.DestinationUnreachable or IcmpType.SourceQuench
        or IcmpType.Redirect or IcmpType.TimeExceeded or IcmpType.ParameterProblem;

    /// <summary>A packet could not be delivered.</summary>
    public static IcmpError Unreachable(UnreachableCode code) => new() { Type = IcmpType.DestinationUnreachable, Code = (byte)code };

    /// <summary>A packet with DF does not fit (RFC 1191).</summary>
    /// <param name="nextHopMtu">Octets that fit.</param>
    public static IcmpError FragmentationNeeded(ushort nextHopMtu) =>
        Unreachable(UnreachableCode.FragmentationNeeded) with { NextHopMtu = nextHopMtu };

    /// <summary>The time to live reached 0 on the way.</summary>
    public static IcmpError TimeExceeded() => new() { Type = IcmpType.TimeExceeded };

    /// <summary>A field of the header is wrong.</summary>
    /// <param name="problemOffset">Octet of the packet at fault.</param>
    public static IcmpError ParameterProblem(byte problemOffset) => new() { Type = IcmpType.ParameterProblem, ProblemOffset = problemOffset };

    /// <summary>Whether this is Destination Unreachable with this code.</summary>
    public bool IsUnreachable(UnreachableCode code) => Type == IcmpType.DestinationUnreachable && Code == (byte)code;

    /// <summary>
    /// Reads and verifies the payload of an IPv4 packet. Faults: <see cref="WireFaultKind.Truncated"/>;
    /// <see cref="WireFaultKind.UnexpectedValue"/> for a type that is no error; <see cref="WireFaultKind.BadChecksum"/>.
    /// What is quoted is not judged: see <see cref="Ipv4Header.TryParseQuoted"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> message, out IcmpError error, out WireFault fault)
    {
        var wire = new WireReader(message);
        var type = (IcmpType)wire.ReadUInt8();
        if (!IsError(type))
            wire.Fail(WireFaultKind.UnexpectedValue, 0);
        error = new() { Type = type, Code = wire.ReadUInt8() };
        wire.Skip(2);
        error = error.ReadRest(ref wire);
        if (!InternetChecksum.IsValid(message))
            wire.Fail(WireFaultKind.BadChecksum, ChecksumAt);
        return wire.Succeeded(out fault);
    }

    /// <summary>The beginning of the packet at fault, in the message this was read from.</summary>
    public static ReadOnlySpan<byte> QuotedOf(ReadOnlySpan<byte> message) => message[FixedSize..];

    /// <summary>Writes the message with its checksum and returns the octets written.</summary>
    /// <param name="destination">At least 8 octets more than <paramref name="quoted"/>.</param>
    /// <param name="quoted">The beginning of the packet at fault, already cut to size.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public int WriteTo(Span<byte> destination, ReadOnlySpan<byte> quoted)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)Type);
        wire.WriteUInt8(Code);
        wire.WriteUInt16(0);
        WriteRest(ref wire);
        wire.WriteOctets(quoted);
        wire.PatchUInt16(ChecksumAt, InternetChecksum.Compute(destination[..wire.Written]));
        return wire.Written;
    }

    /// <summary>
    /// Writes the whole packet to the sender of the packet at fault and returns the octets written: at most <see cref="MaxPacketSize"/>, quoting as
    /// much as fits (RFC 1812 §4.3.2.3), with precedence 6 (§4.3.2.5) and time to live 64.
    /// </summary>
    /// <param name="destination">At least <see cref="MaxPacketSize"/> octets.</param>
    /// <param name="source">An own address.</param>
    /// <param name="identification">Of the new packet.</param>
    /// <param name="faulty">The packet at fault, or as much of it as is known.</param>
    /// <param name="faultyHeader">Its header.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public int WritePacketTo(
        Span<byte> destination, Ipv4Address source, ushort identification, ReadOnlySpan<byte> faulty, in Ipv4Header faultyHeader)
    {
        int known = Math.Min(faulty.Length, (int)faultyHeader.TotalLength);
        var quoted = faulty[..Math.Min(known, MaxPacketSize - Ipv4Header.FixedSize - FixedSize)];
        var header = new Ipv4Header
        {
            Dscp = InternetworkControl,
            TotalLength = (ushort)(Ipv4Header.FixedSize + FixedSize + quoted.Length),
            Identification = identification,
            Protocol = IpProtocol.Icmp,
            Source = source,
            Destination = faultyHeader.Source,
        };
        var written = header.WriteTo(destination);
        return written + WriteTo(destination[written..], quoted);
    }

    private IcmpError ReadRest(ref WireReader wire)
    {
        if (Type == IcmpType.Redirect)
            return this with { Gateway = wire.ReadAddress() };
        if (Type == IcmpType.ParameterProblem)
        {
            var at = wire.ReadUInt8();
            wire.Skip(3);
            return this with { ProblemOffset = at };
        }
        wire.Skip(2);
        var last = wire.ReadUInt16();
        return IsUnreachable(UnreachableCode.FragmentationNeeded) ? this with { NextHopMtu = last } : this;
    }

    private void WriteRest(ref WireWriter wire)
    {
        if (Type == IcmpType.Redirect)
        {
            wire.WriteAddress(Gateway);
            return;
        }
        wire.WriteUInt8(Type == IcmpType.ParameterProblem ? ProblemOffset : (byte)0);
        wire.WriteUInt8(0);
        wire.WriteUInt16(IsUnreachable(UnreachableCode.FragmentationNeeded) ? NextHopMtu : (ushort)0);
    }
}
