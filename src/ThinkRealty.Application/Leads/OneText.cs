using FluentValidation;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// A text that callers know by more than one name. <c>notes</c> is the name everywhere; the older ones are still read, so that
/// nothing that was sent is lost, but only one of them at a time.
/// </summary>
internal static class OneText
{
    /// <summary>What was said, under whichever name.</summary>
    public static string? Of(params ReadOnlySpan<string?> sent)
    {
        string? text = null;
        foreach (var given in sent)
            if (string.IsNullOrWhiteSpace(text))
                text = given ?? text;
        return text;
    }

    /// <summary>Refuses two texts where there is room for one.</summary>
    public static IRuleBuilderOptions<T, string?> IsSentOnce<T>(
        this IRuleBuilder<T, string?> rule,
        string name,
        params IReadOnlyList<Func<T, string?>> older
    ) =>
        rule.Must(
                (whole, text) =>
                    older.Select(read => read(whole)).Prepend(text).Count(t => !string.IsNullOrWhiteSpace(t)) <= 1
            )
            .WithMessage($"Send this text once, as {name}.");
}
