using System.Text.RegularExpressions;

namespace ThinkRealty.Api.JobsPage;

/// <summary>Where somebody goes back to: one of our pages, whatever was asked for.</summary>
internal static partial class Return
{
    public static string Inside(string? path) => path is not null && Pages().IsMatch(path) ? path : JobsPages.Root;

    [GeneratedRegex(
        @"^/jobs(/sign-in|/[a-z_]{1,50}/(trigger|pause|resume|runs/[0-9a-f-]{36}/retry))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Pages();
}
