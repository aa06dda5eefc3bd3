using System.Text.Json;

namespace ThinkRealty.FunctionalTests.LeadHistory;

public sealed class ScoreTests : LeadHistoryTest
{
    [Test]
    public async Task The_worked_example_is_taken_apart()
    {
        await GivenAgent();
        var (lead, _) = await Captured();

        var score = await Shown(Path(lead, "score"));

        (
            score.GetProperty("score").GetInt32(),
            score.GetProperty("raw_score").GetInt32(),
            Text(score, "rule_set"),
            score.GetProperty("version").GetInt32()
        ).ShouldBe((85, 85, "thinkrealty", 1));
        score
            .GetProperty("breakdown")
            .EnumerateArray()
            .Select(part => (Text(part, "rule"), part.GetProperty("points").GetDecimal()))
            .ShouldBe([
                ("source_quality", 60m),
                ("budget", 5m),
                ("nationality", 10m),
                ("property_type", 5m),
                ("areas", 5m),
            ]);
        score.GetProperty("breakdown")[0].GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        score.GetProperty("ledger").GetArrayLength().ShouldBe(0);
    }

    [TestCase(20, 5, 100), TestCase(15, 0, 100), TestCase(14, 0, 99), TestCase(-85, 0, 0), TestCase(-200, 10, 0)]
    public async Task Breakdown_and_ledger_add_up_to_the_score_before_it_is_held_to_its_limits(
        int first,
        int second,
        int score
    )
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var activity = await GivenActivity(lead, "viewing", 5);
        await Database.Execute(
            """
            insert into score_ledger (lead_id, rule, points, reason, at, activity_id) values (@lead, 'activity', @first, 'Viewing', @at, @activity);
            insert into score_ledger (lead_id, rule, points, reason, at, silence_since, silence_window)
            values (@lead, 'silence', @second, 'A week of silence', @at, @at, 1);
            update leads set raw_score = 85 + @first + @second, lead_score = @score where id = @lead
            """,
            new
            {
                lead,
                first,
                second,
                score,
                activity,
                at = Minute(5),
            }
        );

        var shown = await Shown(Path(lead, "score"));

        var ledger = shown.GetProperty("ledger").EnumerateArray().ToList();
        shown.GetProperty("raw_score").GetDecimal().ShouldBe(Sum(shown, "breakdown") + Sum(shown, "ledger"));
        (shown.GetProperty("raw_score").GetInt32(), shown.GetProperty("score").GetInt32()).ShouldBe(
            (85 + first + second, score)
        );
        ledger.Select(e => Text(e, "rule")).ShouldBe(["activity", "silence"]);
        ledger[0].GetProperty("activity_id").GetGuid().ShouldBe(activity);
        (Text(ledger[1], "silence_since"), ledger[1].GetProperty("silence_window").GetInt32()).ShouldBe(
            ("2026-01-17T06:05:00Z", 1)
        );
        Text(ledger[0], "at").ShouldBe("2026-01-17T06:05:00Z");
    }

    [Test]
    public async Task A_sentence_tells_people_what_gave_the_points()
    {
        await GivenAgent();
        var (lead, _) = await Captured();

        var summary = (await Shown(Path(lead, "score"))).GetProperty("summary");

        Text(summary, "en")
            .ShouldBe(
                "85 of 100 points: 60 for the source, 5 for the budget, 10 for the nationality, 5 for the property type and "
                    + "5 for the areas."
            );
        Bare(Text(summary, "ar"))
            .ShouldBe("التقييم 85 من 100: المصدر 60، الميزانية 5، الجنسية 10، نوع العقار 5، المناطق 5.");
    }

    [TestCase(
        "viewing 10, positive_outcome 5, silence -10, silence -10, first_contact 0",
        80,
        "; since then +10 for viewings, +5 for positive outcomes and −20 for silence.",
        "؛ وبعد ذلك: المعاينات +10، النتائج الإيجابية +5، فترات الصمت −20."
    )]
    [TestCase(
        "offer_made 20",
        105,
        "100 of 100 points (the sum is 105, and a score stays between 0 and 100): ",
        "التقييم 100 من 100 (المجموع 105، والتقييم بين 0 و100): "
    )]
    [TestCase("our_own_rule 3", 88, "; since then +3 for our own rule.", "؛ وبعد ذلك: our own rule +3.")]
    public async Task A_sentence_tells_what_changed_the_score_later(
        string ledger,
        int sum,
        string english,
        string arabic
    )
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        foreach (var entry in ledger.Split(", ").Select(e => e.Split(' ')))
            await Database.Execute(
                "insert into score_ledger (lead_id, rule, points, reason, at) values (@lead, @rule, @points, 'x', @at)",
                new
                {
                    lead,
                    rule = entry[0],
                    points = int.Parse(entry[1], null),
                    at = Minute(5),
                }
            );
        await Database.Execute(
            "update leads set raw_score = @sum, lead_score = least(@sum, 100) where id = @lead",
            new { lead, sum }
        );

        var summary = (await Shown(Path(lead, "score"))).GetProperty("summary");

        Text(summary, "en")!.ShouldContain(english);
        Bare(Text(summary, "ar")).ShouldContain(arabic);
    }

    [Test]
    public async Task A_score_of_nothing_says_so()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute(
            "update leads set score_breakdown = '[]', raw_score = 0, lead_score = 0 where id = @lead",
            new { lead }
        );

        var summary = (await Shown(Path(lead, "score"))).GetProperty("summary");

        Text(summary, "en").ShouldBe("0 of 100 points: nothing counts yet.");
        Text(summary, "ar").ShouldBe("التقييم 0 من 100: لا نقاط بعد.");
    }

    private static string Bare(string? text) => new([.. text!.Where(c => c is not (>= '\u2066' and <= '\u2069'))]);

    private static decimal Sum(JsonElement score, string part) =>
        score.GetProperty(part).EnumerateArray().Sum(e => e.GetProperty("points").GetDecimal());
}
