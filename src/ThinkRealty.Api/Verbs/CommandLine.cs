namespace ThinkRealty.Api.Verbs;

/// <summary>What was typed cannot be understood; the message says what exists. Exit code 2.</summary>
internal sealed class UsageException(string sentence) : Exception(sentence);

/// <summary>The program's verbs. What a person did wrong, or cannot help, ends in one sentence on stderr.</summary>
internal static class CommandLine
{
    private const string Verbs = """
        serve [--port N] [--data DIR] [--no-sample-data]   the API (this is what happens without a verb)
        migrate up | down [STEP|0] [--data DIR]            takes missing steps of the schema, or undoes them
        sample-data [--data DIR]                           fills an empty database with made-up leads
        reports rebuild [--data DIR]                       counts everything in the reports again
        metrics refresh [--data DIR]                       measures every agent's conversion rate now
        check-data [--data DIR]                            lists stored values that today's rules would refuse
        schema [--out FILE]                                writes the whole schema into docs/schema.sql
        openapi [--out FILE]                               writes the description of the API, to the screen without a file
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var (verb, rest) = args is [var first, ..] && !first.StartsWith('-') ? (first, args[1..]) : ("serve", args);
        try
        {
            return (verb, rest) switch
            {
                (_, ["--help"]) or ("help", _) => Help(),
                ("serve", _) => await Serve.RunAsync(rest),
                ("migrate", _) => await Migrate.RunAsync(rest),
                ("sample-data", _) => await SampleData.RunAsync(rest),
                ("reports", _) => await ReportsVerb.RunAsync(rest),
                ("metrics", _) => await MetricsVerb.RunAsync(rest),
                ("check-data", _) => await CheckData.RunAsync(rest),
                ("schema", _) => await Schema.RunAsync(rest),
                ("openapi", _) => await OpenApiVerb.RunAsync(rest),
                _ => throw new UsageException(
                    $"There is no verb {verb}; there are serve, migrate, sample-data, reports, metrics, check-data, schema and openapi."
                ),
            };
        }
        catch (Exception failure) when (Failure.Sentence(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return failure is UsageException ? 2 : 1;
        }
        catch (Exception fault) when (fault is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync("ThinkRealty stops because of a fault of its own; please report this:");
            await Console.Error.WriteLineAsync(fault.ToString());
            return 1;
        }
    }

    private static int Help()
    {
        Console.WriteLine(Verbs);
        return 0;
    }
}
