namespace ProxyMip.Architecture.Tests.Assemblies;

/// <summary>What the rules need to know of one compiled assembly; read by <see cref="AssemblyScanner"/>, nothing is loaded or run.</summary>
public sealed record AssemblyFacts
{
    public required string Name { get; init; }

    /// <summary>Simple names of the assemblies it uses something of.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>Types of other assemblies named anywhere in signatures, attributes or code.</summary>
    public required IReadOnlyList<UsedType> UsedTypes { get; init; }

    /// <summary>Members of types of other assemblies, as <c>Namespace.Type.Member</c>.</summary>
    public required IReadOnlyList<string> UsedMembers { get; init; }

    /// <summary>Static fields code can assign after start, without the caches the compiler makes.</summary>
    public required IReadOnlyList<string> WritableStatics { get; init; }

    /// <summary>Methods that became an async state machine.</summary>
    public required IReadOnlyList<string> AsyncMethods { get; init; }

    /// <summary>Methods implemented by a native library.</summary>
    public required IReadOnlyList<string> NativeMethods { get; init; }

    /// <summary>Whether it was compiled with unsafe code allowed.</summary>
    public required bool AllowsUnsafe { get; init; }

    /// <summary>Assemblies named by InternalsVisibleTo.</summary>
    public required IReadOnlyList<string> Friends { get; init; }

    /// <summary>Public types that others can derive from or implement.</summary>
    public required IReadOnlyList<string> OpenPublicTypes { get; init; }

    /// <summary>Public methods that read octets or text of strangers, as <c>Namespace.Type.Member</c>: static <c>Try…</c> of a span, and steps of a walk that ends with a fault.</summary>
    public required IReadOnlyList<string> Parsers { get; init; }

    /// <summary>Public types with a parser and a way to write themselves, unless they are always the same octets.</summary>
    public required IReadOnlyList<string> Messages { get; init; }
}

/// <summary>A type of another assembly.</summary>
/// <param name="Assembly">Simple name of the assembly.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name, with those of enclosing types in front.</param>
public readonly record struct UsedType(string Assembly, string Namespace, string Name)
{
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}
