using System.Globalization;
using ProxyMip.Fuzz.Targets;

namespace ProxyMip.Fuzz;

/// <summary>The command line.</summary>
/// <param name="Seconds">For all targets together.</param>
/// <param name="Targets">Those to run.</param>
/// <param name="Seed">Of the first target; the others count on from it.</param>
/// <param name="Input">One input to judge instead of fuzzing.</param>
/// <param name="KeepCorpus">Whether to write the shortest input of each kind of success to the corpus.</param>
public sealed record FuzzOptions(double Seconds, IReadOnlyList<FuzzTarget> Targets, ulong Seed, byte[]? Input, bool KeepCorpus)
{
    public const string Usage =
        """
        ProxyMip.Fuzz [--seconds N] [--target NAME] [--seed S] [--keep-corpus] [--list]
        ProxyMip.Fuzz --target NAME --input HEX     judges one input, as printed with a failure
        """;

    /// <summary>Null when the command line makes no sense.</summary>
    public static FuzzOptions? Parse(string[] arguments)
    {
        var options = new FuzzOptions(60, FuzzTargets.All, 1, null, false);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--seconds" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds):
                    options = options with { Seconds = seconds };
                    break;
                case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    break;
                case "--target" when FuzzTargets.All.Where(target => target.Name == value).ToList() is { Count: > 0 } named:
                    options = options with { Targets = named };
                    break;
                case "--input" when value.Length % 2 == 0 && value.All(char.IsAsciiHexDigit):
                    options = options with { Input = Convert.FromHexString(value) };
                    break;
                case "--keep-corpus":
                    options = options with { KeepCorpus = true };
                    continue;
                default:
                    return null;
            }
            i++;
        }
        return options.Input is null || options.Targets.Count == 1 ? options : null;
    }
}
