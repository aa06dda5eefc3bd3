namespace ThinkRealty.Api.Verbs;

/// <summary>The options behind a verb: <c>--name value</c> or <c>--name=value</c>, each known by name.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _words = [];
    private readonly List<string> _passedOn = [];

    /// <summary>Takes apart what follows the verb.</summary>
    /// <param name="args">As typed.</param>
    /// <param name="verb">For the complaint.</param>
    /// <param name="valued">Options with a value.</param>
    /// <param name="flags">Options without one.</param>
    /// <exception cref="UsageException">An option is unknown, or lacks its value.</exception>
    public Options(IReadOnlyList<string> args, string verb, string[] valued, string[] flags)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var n, var v] ? (n, v) : (args[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal))
                _words.Add(args[i]);
            else if (flags.Contains(name) && value is null)
                _values[name] = "";
            else if (!IsValued(name) && !IsConfiguration(name))
                throw new UsageException(
                    $"{verb} has no option {name}; it has {string.Join(", ", valued.Concat(flags))}."
                );
            else if ((value ?? (i + 1 < args.Count ? args[++i] : null)) is not { } given)
                throw new UsageException($"{name} needs a value.");
            else if (IsValued(name))
                _values[name] = given;
            else
                _passedOn.Add($"{name}={given}");
        }

        bool IsValued(string name) => valued.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What stands without dashes.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Configuration in ASP.NET Core's own form, for example <c>--Database:MaxConnections=20</c>.</summary>
    public string[] Configuration => [.. _passedOn];

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Value(string name) => _values.GetValueOrDefault(name);

    // Our options are in lower case; a key of the configuration has sections or capitals, but for these two.
    private static bool IsConfiguration(string name) =>
        name is "--urls" or "--environment" || name.Any(c => c == ':' || char.IsAsciiLetterUpper(c));
}
