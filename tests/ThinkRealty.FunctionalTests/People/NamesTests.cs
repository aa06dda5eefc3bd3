namespace ThinkRealty.FunctionalTests.People;

/// <summary>Names of people on every endpoint that takes one (rules §3); their forms have tests of the Domain.</summary>
public sealed class NamesTests : PeopleTest
{
    private static readonly string Families = string.Concat(Enumerable.Repeat("👨\u200d👩\u200d👧", 99));

    private static readonly (string Sent, string Stored)[] Accepted =
    [
        ("Ahmed\nAl Mansouri", "Ahmed Al Mansouri"),
        ("Ahmed\r\n", "Ahmed"),
        ("\u202eAh\u200bmed\u202c", "Ahmed"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("x" + Families, "x" + Families),
        (new('ص', 100), new('ص', 100)),
    ];

    private static readonly (string Sent, string Problem)[] Refused =
    [
        ("\u200b", "needed"),
        ("\u3164", "visible letter or digit"),
        ("\u2800", "visible letter or digit"),
        ("😀", "visible letter or digit"),
        ("Ah\u0007med", "control characters"),
        (new('ص', 101), "at most 100 characters"),
        ("xx" + Families, "at most 100 characters"),
        ("x" + new string('\u0301', 1_000), "at most 100 characters"),
    ];

    [TestCaseSource(nameof(NamePlaces))]
    public async Task A_name_is_stored_clean(Place place)
    {
        foreach (var (sent, stored) in Accepted)
            (await Stored(place, await Send(place, sent))).ShouldBe(stored, sent);
    }

    [TestCaseSource(nameof(NamePlaces))]
    public async Task A_name_that_cannot_be_one_is_refused_with_the_problem(Place place)
    {
        foreach (var (sent, problem) in Refused)
            (await Complaint(place, await Send(place, sent))).ShouldContain(problem, Case.Sensitive, sent);
    }
}
