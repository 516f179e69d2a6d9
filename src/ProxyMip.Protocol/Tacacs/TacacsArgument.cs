using System.Text;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>One argument, RFC 8907 §6.1: name, <c>=</c> (mandatory) or <c>*</c> (optional), value. The first separator counts.</summary>
public readonly ref struct TacacsArgument
{
    /// <summary>Fewest octets of an argument: a name and a separator.</summary>
    public const int MinSize = 2;

    /// <summary>Most octets of an argument.</summary>
    public const int MaxSize = 255;

    /// <summary>The name.</summary>
    public ReadOnlySpan<byte> Name { get; private init; }

    /// <summary>The value; may be empty and may hold separators.</summary>
    public ReadOnlySpan<byte> Value { get; private init; }

    /// <summary>True for <c>=</c>.</summary>
    public bool IsMandatory { get; private init; }

    /// <summary>Reads an argument; false below two octets, without a separator or without a name.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TacacsArgument argument)
    {
        argument = default;
        var separator = text.IndexOfAny((byte)'=', (byte)'*');
        if (separator < 1)
            return false;
        argument = new() { Name = text[..separator], Value = text[(separator + 1)..], IsMandatory = text[separator] == '=' };
        return true;
    }
}

/// <summary>The arguments of a body as they stand on the wire: all length octets in one place, all texts in another.</summary>
public readonly ref struct TacacsArguments
{
    private TacacsArguments(ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> texts)
    {
        Lengths = lengths;
        Texts = texts;
    }

    /// <summary>One octet per argument.</summary>
    public ReadOnlySpan<byte> Lengths { get; }

    /// <summary>All texts, one behind the other.</summary>
    public ReadOnlySpan<byte> Texts { get; }

    /// <summary>How many there are, 0 to 255.</summary>
    public int Count => Lengths.Length;

    /// <summary>Octets they take in a body.</summary>
    public int Size => Lengths.Length + Texts.Length;

    /// <summary>Walks the texts in wire order.</summary>
    public Walk GetEnumerator() => new(this);

    /// <summary>Reads the texts that belong to length octets read before.</summary>
    internal static TacacsArguments Read(ReadOnlySpan<byte> lengths, scoped ref WireReader wire)
    {
        var total = 0;
        foreach (var length in lengths)
            total += length;
        return new(lengths, wire.ReadOctets(total));
    }

    /// <summary>Lays arguments out in a buffer the caller keeps until the body is written.</summary>
    /// <param name="arguments">At most 255, each 2 to 255 octets of UTF-8 with a separator behind its name.</param>
    /// <param name="buffer">Room for all texts and one octet per argument.</param>
    /// <exception cref="ArgumentException">An argument breaks these rules, or the buffer is too small.</exception>
    public static TacacsArguments Create(ReadOnlySpan<string> arguments, Span<byte> buffer)
    {
        if (arguments.Length > byte.MaxValue)
            throw new ArgumentException($"A body has at most {byte.MaxValue} arguments; there are {arguments.Length}.");
        var wire = new WireWriter(buffer);
        var lengths = wire.Reserve(arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
        {
            var size = Encoding.UTF8.GetByteCount(arguments[i]);
            if (size is < TacacsArgument.MinSize or > TacacsArgument.MaxSize || arguments[i].IndexOfAny(['=', '*']) < 1)
                throw new ArgumentException($"Argument {i} is not a name, a separator and a value of {TacacsArgument.MinSize} to {TacacsArgument.MaxSize} octets in all.");
            lengths[i] = (byte)size;
            Encoding.UTF8.GetBytes(arguments[i], wire.Reserve(size));
        }
        return new(lengths, buffer[lengths.Length..wire.Written]);
    }

    /// <summary>Walks texts.</summary>
    public ref struct Walk
    {
        private readonly TacacsArguments _arguments;
        private ReadOnlySpan<byte> _rest;
        private int _next;

        internal Walk(TacacsArguments arguments)
        {
            _arguments = arguments;
            _rest = arguments.Texts;
        }

        /// <summary>The text read last.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Goes to the next text.</summary>
        public bool MoveNext()
        {
            if (_next == _arguments.Count)
                return false;
            int length = _arguments.Lengths[_next++];
            Current = _rest[..length];
            _rest = _rest[length..];
            return true;
        }
    }
}
