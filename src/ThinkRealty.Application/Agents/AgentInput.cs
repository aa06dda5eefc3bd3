using FluentValidation;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>What an agent's fields must look like, said once for creating and changing.</summary>
internal static class AgentInput
{
    private const int MostWords = 50;
    private const int LongestWord = 100;

    public static IRuleBuilderOptions<T, IEnumerable<string>?> Words<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) =>
        rule.AtMostFifty()
            .ForEach(word =>
                word.Must(IsWord).WithMessage($"An entry has 1–{LongestWord} characters, without control characters.")
            );

    public static IRuleBuilderOptions<T, IReadOnlyList<TWord>?> AtMostFifty<T, TWord>(
        this IRuleBuilder<T, IReadOnlyList<TWord>?> rule
    ) => rule.Must(w => w is null || w.Count <= MostWords).WithMessage($"At most {MostWords} entries.");

    public static IRuleBuilderOptions<T, int?> MaxActiveLeads<T>(this IRuleBuilder<T, int?> rule) =>
        rule.InclusiveBetween(1, AgentProfile.MostActiveLeads)
            .WithMessage($"A whole number is expected, 1–{AgentProfile.MostActiveLeads}.");

    public static IRuleBuilderOptions<T, int?> Weight<T>(this IRuleBuilder<T, int?> rule) =>
        rule.InclusiveBetween(1, 10).WithMessage("A whole number is expected, 1–10.");

    public static IRuleBuilderOptions<T, DateOnly?> LeaveInOrder<T>(
        this IRuleBuilder<T, DateOnly?> rule,
        Func<T, DateOnly?> from
    ) =>
        rule.Must((whole, until) => until is null || from(whole) <= until)
            .WithMessage("A leave has a first day, and ends on it or later.");

    public static string[] Languages(IReadOnlyList<Language>? sent) =>
        [.. (sent ?? []).Distinct().Select(l => l.Spelled())];

    public static string[] Areas(IReadOnlyList<string>? sent) => [.. (sent ?? []).Select(a => a.Trim())];

    public static string[] Types(IReadOnlyList<PropertyType>? sent) =>
        [.. (sent ?? []).Distinct().Select(t => t.Spelled())];

    // What is there to be seen: a name with a control character would be another name to whoever reads the list.
    private static bool IsWord(string? word) =>
        word?.Trim().Length is >= 1 and <= LongestWord && !word.Any(char.IsControl);

    public static async Task MustSuperviseAsync(
        this IAgentRepository agents,
        Guid? user,
        CancellationToken cancellationToken
    )
    {
        if (user is { } id && !await agents.IsSupervisorAsync(id, cancellationToken))
            throw AccessErrors.UserNotFound();
    }
}
