using System.Collections.Immutable;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>What comes of a step of the member machine.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="Actions">What is to be done, in order.</param>
internal readonly record struct MemberTransition(MemberState Next, ImmutableArray<MemberAction> Actions)
{
    public MemberTransition(MemberState next)
        : this(next, [])
    {
    }

    /// <summary>The same, with something to be done before.</summary>
    public MemberTransition After(params ImmutableArray<MemberAction> actions) => new(Next, [.. actions, .. Actions]);
}
