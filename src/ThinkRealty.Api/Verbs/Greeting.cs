using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.Api.Verbs;

/// <summary>One thing worth knowing for the person at the terminal.</summary>
/// <param name="Label">A word, for example <c>Docs</c>; empty where the text stands alone.</param>
/// <param name="Text">What to open, or to paste.</param>
internal sealed record GreetingLine(string Label, string Text);

/// <summary>
/// Something that has more to say once the program is up. Registered in the container, in the order of printing.
/// </summary>
internal interface IGreets
{
    /// <summary>The lines for this start.</summary>
    /// <param name="address">Where the program can be reached, for example <c>http://127.0.0.1:8000</c>.</param>
    /// <param name="cancellationToken">Ends with the program.</param>
    Task<IReadOnlyList<GreetingLine>> LinesAsync(string address, CancellationToken cancellationToken);
}

/// <summary>What a person reads after the start.</summary>
internal static class Greeting
{
    public static async Task PrintAsync(WebApplication app, EmbeddedPostgres? own)
    {
        var address = app.Urls.First().TrimEnd('/');
        List<GreetingLine> lines =
        [
            new("API", $"{address}/api/v1"),
            new("Docs", $"{address}/docs"),
            new("Jobs", $"{address}/jobs"),
            new("Health", $"{address}/api/v1/health"),
        ];
        if (own is not null)
            lines.Add(new("Data", own.Folder + Why(own.UnreachableFolder)));
        foreach (var more in app.Services.GetServices<IGreets>())
            lines.AddRange(await more.LinesAsync(address, app.Lifetime.ApplicationStopping));

        Console.WriteLine("ThinkRealty is running; Ctrl-C ends it.");
        Console.WriteLine();
        foreach (var line in lines)
            Console.WriteLine(line.Label.Length > 0 ? $"  {line.Label, -10} {line.Text}" : line.Text);
        Console.WriteLine();
    }

    private static string Why(string? unreachable) =>
        unreachable is null ? "" : $" (PostgreSQL runs as user postgres, who cannot reach {unreachable})";
}
