using System.Collections.Immutable;
using System.Text;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>What an authorization REPLY means (RFC 8907 §6.2).</summary>
public sealed record AuthorizationDecision
{
    private AuthorizationDecision(TacacsOutcome outcome, ImmutableArray<string> arguments)
    {
        Outcome = outcome;
        Arguments = arguments;
    }

    /// <summary>Pass, fail, or ask the next server.</summary>
    public TacacsOutcome Outcome { get; }

    /// <summary>The arguments in force after a pass: requested and returned ones for PASS_ADD, returned ones alone for PASS_REPL; else none.</summary>
    public ImmutableArray<string> Arguments { get; }

    /// <summary>
    /// Decides. A mandatory argument with a name the client does not know, or one without a separator, makes the whole answer a failure; an unknown
    /// optional one is ignored. Arguments of an ERROR mean nothing. FOLLOW and unknown numbers are failures.
    /// </summary>
    /// <param name="response">The body.</param>
    /// <param name="requested">The arguments of the request.</param>
    /// <param name="knows">Whether the client knows the name of an argument.</param>
    public static AuthorizationDecision Of(in AuthorizationResponse response, IEnumerable<string> requested, Predicate<string> knows)
    {
        switch (response.Status)
        {
            case TacacsAuthorizationStatus.PassAdd:
            case TacacsAuthorizationStatus.PassReplace:
                break;
            case TacacsAuthorizationStatus.Error:
                return new(TacacsOutcome.NextServer, []);
            default:
                return new(TacacsOutcome.Fail, []);
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        var returned = ImmutableArray.CreateBuilder<string>();
        foreach (var text in response.Arguments)
        {
            if (!TacacsArgument.TryParse(text, out var argument))
                return new(TacacsOutcome.Fail, []);
            var name = Encoding.UTF8.GetString(argument.Name);
            if (knows(name))
            {
                names.Add(name);
                returned.Add(Encoding.UTF8.GetString(text));
            }
            else if (argument.IsMandatory)
                return new(TacacsOutcome.Fail, []);
        }
        if (response.Status == TacacsAuthorizationStatus.PassReplace)
            return new(TacacsOutcome.Pass, returned.ToImmutable());
        // A returned argument stands for the requested one of the same name.
        return new(TacacsOutcome.Pass, [.. requested.Where(text => !names.Contains(NameOf(text))), .. returned]);
    }

    private static string NameOf(string argument) => argument.IndexOfAny(['=', '*']) is >= 0 and var end ? argument[..end] : argument;
}
