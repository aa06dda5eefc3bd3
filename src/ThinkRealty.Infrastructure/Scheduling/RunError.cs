using System.Data.Common;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>What a run says of its failure: what it was, and nothing of whom it was about.</summary>
internal static class RunError
{
    private const int Longest = 500;

    public static string Of(Exception failure)
    {
        // The database's own words are inside what the layers above made of them; without the details, which quote rows.
        var cause = failure;
        while (cause is not DbException { SqlState: not null } && cause.InnerException is { } inner)
            cause = inner;
        var line = $"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}";
        return line.Length <= Longest ? line : line[..Longest];
    }
}
