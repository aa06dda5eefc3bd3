namespace ThinkRealty.Application.Leads;

/// <summary>A score in one sentence: how many points, and what gave them (rules §5).</summary>
internal static class ScoreSummary
{
    // English as it stands after "for".
    private static readonly Dictionary<string, (string En, string Ar)> Words = new()
    {
        ["source_quality"] = ("the source", "المصدر"),
        ["budget"] = ("the budget", "الميزانية"),
        ["nationality"] = ("the nationality", "الجنسية"),
        ["property_type"] = ("the property type", "نوع العقار"),
        ["areas"] = ("the areas", "المناطق"),
        ["referrer"] = ("the agent who referred the person", "إحالة من وسيط معروف"),
        ["positive_outcome"] = ("positive outcomes", "النتائج الإيجابية"),
        ["viewing"] = ("viewings", "المعاينات"),
        ["offer_made"] = ("offers made", "العروض المقدمة"),
        ["first_contact"] = ("the first contact", "أول تواصل"),
        ["silence"] = ("silence", "فترات الصمت"),
    };

    public static Summary Of(ScoreView score)
    {
        var facts = Points(score.Breakdown.Select(part => (part.Rule, part.Points)));
        var later = Points(score.Ledger.Select(entry => (entry.Rule, (decimal)entry.Points)));
        var isHeld = score.RawScore != score.Score;
        string[] en =
        [
            En(facts, Sentence.Plain),
            .. later.Count > 0 ? [$"since then {En(later, Sentence.Signed)}"] : (string[])[],
        ];
        string[] ar =
        [
            Ar(facts, Sentence.Plain),
            .. later.Count > 0 ? [$"وبعد ذلك: {Ar(later, Sentence.Signed)}"] : (string[])[],
        ];
        return new(
            $"{score.Score} of 100 points{(isHeld ? $" (the sum is {score.RawScore}, and a score stays between 0 and 100)" : "")}: "
                + $"{string.Join("; ", en)}.",
            $"التقييم {score.Score} من 100{(isHeld ? $" (المجموع {Number(score.RawScore, Sentence.Plain)}، والتقييم بين 0 و100)" : "")}: "
                + $"{string.Join("؛ ", ar)}."
        );
    }

    // The rules in their order, with what all entries of one gave.
    private static List<(string Rule, decimal Points)> Points(IEnumerable<(string Rule, decimal Points)> entries) =>
        [
            .. entries
                .GroupBy(e => e.Rule)
                .Select(same => (same.Key, same.Sum(e => e.Points)))
                .Where(rule => rule.Item2 != 0),
        ];

    private static string En(List<(string Rule, decimal Points)> rules, Func<decimal, string> figure) =>
        rules.Count == 0
            ? "nothing counts yet"
            : Sentence.And([.. rules.Select(rule => $"{figure(rule.Points)} for {Named(rule.Rule).En}")]);

    private static string Ar(List<(string Rule, decimal Points)> rules, Func<decimal, string> figure) =>
        rules.Count == 0
            ? "لا نقاط بعد"
            : string.Join("، ", rules.Select(rule => $"{Named(rule.Rule).Ar} {Number(rule.Points, figure)}"));

    // A sign stands before its number in Arabic too.
    private static string Number(decimal number, Func<decimal, string> figure) => $"\u2066{figure(number)}\u2069";

    // A rule of one's own is called as its author named it.
    private static (string En, string Ar) Named(string rule) =>
        Words.TryGetValue(rule, out var words)
            ? words
            : (rule.Replace('_', ' '), Sentence.Isolated(rule.Replace('_', ' ')));
}
