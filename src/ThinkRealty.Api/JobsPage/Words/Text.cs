namespace ThinkRealty.Api.JobsPage.Words;

/// <summary>The languages of the page.</summary>
public enum Language
{
    English,
    Arabic,
}

/// <summary>A text in both languages; what changes in it stands as <c>{0}</c>.</summary>
public sealed record Text(string English, string Arabic)
{
    public string In(Language language) => language == Language.Arabic ? Arabic : English;
}

/// <summary>
/// Something that is counted. English has a form for one and one for all others; Arabic for one, two, 3–10, 11–99 and full
/// hundreds, where one and two need no figure. All stand as they do after a preposition: ago, in, every.
/// </summary>
public sealed record Counted(Text One, string English, string ArabicTwo, string ArabicFew, string ArabicMany)
{
    /// <summary>The number with its noun, the number written as <paramref name="figure"/>.</summary>
    public string In(Language language, long number, string figure) =>
        (language, number, number % 100) switch
        {
            (_, 1, _) => One.In(language),
            (Language.English, _, _) => $"{figure} {English}",
            (_, 2, _) => ArabicTwo,
            (_, _, >= 3 and <= 10) => $"{figure} {ArabicFew}",
            (_, _, >= 11) => $"{figure} {ArabicMany}",
            _ => $"{figure} {One.Arabic}", // full hundreds, and none
        };
}
