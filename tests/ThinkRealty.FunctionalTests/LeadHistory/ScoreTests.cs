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

    private static decimal Sum(JsonElement score, string part) =>
        score.GetProperty(part).EnumerateArray().Sum(e => e.GetProperty("points").GetDecimal());
}
