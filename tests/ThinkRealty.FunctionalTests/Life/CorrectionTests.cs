using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>A supervisor corrects the deal of a converted lead (rules §7).</summary>
public sealed class CorrectionTests : LifeTest
{
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_correction_is_kept_in_history_audit_and_timeline_and_the_status_stays()
    {
        var lead = await Converted();
        var before = await HistoryOf(lead);
        await Later(TimeSpan.FromHours(5));

        var answer = await Done(
            Correct(
                Supervisor,
                lead,
                new
                {
                    deal_value = 500_000,
                    conversion_type = "sale",
                    reason = " Typed on the phone ",
                }
            )
        );

        (
            answer.GetProperty("deal_value").GetDecimal(),
            Text(answer, "conversion_type"),
            Text(answer, "status")
        ).ShouldBe((500_000m, "sale", "converted"));
        answer.TryGetProperty("warnings", out _).ShouldBeFalse();
        (await HistoryOf(lead)).ShouldBe([.. before, "converted>converted"]);
        var rows = (await Done(Send(SarahHerself, HttpMethod.Get, $"leads/{lead}/stage-history"))).GetProperty("data");
        rows.EnumerateArray().SkipLast(1).ShouldAllBe(row => Text(row, "kind") == "step");
        var correction = rows.EnumerateArray().Last();
        (Text(correction, "kind"), Text(correction, "reason"), Moment(correction, "changed_at")).ShouldBe(
            ("correction", "Typed on the phone", Clock.Now)
        );
        correction.GetProperty("actor").GetProperty("user_id").GetGuid().ShouldBe(await IdOf(Supervisor));
        correction.GetProperty("seconds_in_previous").ValueKind.ShouldBe(JsonValueKind.Null);
        correction.GetProperty("forced").GetBoolean().ShouldBeFalse();

        var audited = (await Done(Send(Supervisor, HttpMethod.Get, $"leads/{lead}/audit"))).GetProperty("data")[0];
        Text(audited, "action").ShouldBe("deal_corrected");
        audited.GetProperty("changes").GetProperty("deal_value").GetRawText().ShouldBe("[null, 500000]");
        var told = (await Done(Send(Supervisor, HttpMethod.Get, $"leads/{lead}/timeline"))).GetProperty("data")[0];
        (Text(told, "kind"), Text(told, "text")).ShouldBe(("correction", "Typed on the phone"));
    }

    [Test]
    public async Task The_same_again_changes_nothing()
    {
        var lead = await Converted(250_000);
        var version = await VersionOf(lead);

        var answer = await Done(Correct(Supervisor, lead, new { deal_value = 250_000.00m, reason = "Sure?" }));

        answer.GetProperty("warnings")[0].GetString().ShouldBe("reason_not_kept: nothing was corrected");
        (await VersionOf(lead)).ShouldBe(version);
        (await Corrections(lead)).ShouldBe(0);
    }

    [Test]
    public async Task One_of_the_two_is_corrected_and_the_other_stays()
    {
        var lead = await Converted(250_000, "sale");

        var answer = await Done(Correct(Admin, lead, new { conversion_type = "rental", reason = "A rental" }));
        (answer.GetProperty("deal_value").GetDecimal(), Text(answer, "conversion_type")).ShouldBe((250_000m, "rental"));
        answer = await Done(Correct(Admin, lead, new { deal_value = 260_000, reason = "A typo" }));
        (answer.GetProperty("deal_value").GetDecimal(), Text(answer, "conversion_type")).ShouldBe((260_000m, "rental"));
        answer = await Done(
            Correct(Admin, lead, Raw("""{"deal_value":null,"conversion_type":null,"reason":"Nobody knows"}"""))
        );
        (answer.GetProperty("deal_value").ValueKind, answer.GetProperty("conversion_type").ValueKind).ShouldBe(
            (JsonValueKind.Null, JsonValueKind.Null)
        );
        (await Corrections(lead)).ShouldBe(3);
    }

    [Test]
    public async Task A_correction_needs_a_supervisor_a_reason_and_a_lawful_value()
    {
        var lead = await Converted(250_000);

        await ShouldBeProblem(
            await Correct(SarahHerself, lead, new { deal_value = 1, reason = "Mine" }),
            403,
            "forbidden"
        );
        await ShouldComplainOf(await Correct(Supervisor, lead, new { deal_value = 1 }), "reason");
        await ShouldComplainOf(await Correct(Supervisor, lead, new { deal_value = 1, reason = " " }), "reason");
        await ShouldComplainOf(
            await Correct(Supervisor, lead, new { deal_value = 1, reason = new string('x', 501) }),
            "reason"
        );
        foreach (var wrong in new[] { 0m, -1m, 0.001m, 5_000_000_000.01m })
            await ShouldComplainOf(
                await Correct(Supervisor, lead, new { deal_value = wrong, reason = "A typo" }),
                "deal_value"
            );
        await ShouldComplainOf(
            await Correct(Supervisor, lead, new { conversion_type = "gift", reason = "A typo" }),
            "conversion_type"
        );
        await ShouldBeProblem(
            await Correct(Supervisor, Guid.NewGuid(), new { deal_value = 1, reason = "A typo" }),
            404,
            "lead_not_found"
        );

        (await Corrections(lead)).ShouldBe(0);
        await Done(Correct(Supervisor, lead, new { deal_value = 5_000_000_000m, reason = "The limit itself" }));
    }

    [TestCase("new")]
    [TestCase("negotiation")]
    [TestCase("lost")]
    public async Task Only_a_converted_lead_has_a_deal(string status)
    {
        var lead = await GivenLeadAt(status);

        await ShouldComplainOf(
            await Correct(Supervisor, lead, new { deal_value = 1, reason = "A typo" }),
            "deal_value"
        );
        await ShouldComplainOf(
            await Correct(Supervisor, lead, new { conversion_type = "sale", reason = "A typo" }),
            "conversion_type"
        );
    }

    [Test]
    public async Task A_transferred_or_archived_lead_is_refused_by_name()
    {
        var transferred = await GivenLeadAt("transferred");
        var archived = await Converted(1);
        await Done(Archive(Supervisor, archived));
        var body = new { deal_value = 2, reason = "A typo" };

        await ShouldBeProblem(await Correct(Supervisor, transferred, body), 409, "lead_locked");
        await ShouldBeProblem(await Correct(Supervisor, archived, body), 409, "lead_archived");
    }

    [Test]
    public async Task If_Match_protects_against_a_lost_correction()
    {
        var lead = await Converted(250_000);
        var seen = await VersionOf(lead);
        var first = await Send(
            Supervisor,
            HttpMethod.Patch,
            $"leads/{lead}",
            new { deal_value = 1, reason = "First" },
            seen
        );

        first.Headers.ETag!.Tag.ShouldBe(await VersionOf(lead));
        await ShouldBeProblem(
            await Send(Admin, HttpMethod.Patch, $"leads/{lead}", new { deal_value = 2, reason = "Second" }, seen),
            412,
            "version_conflict"
        );
        (await Shown(lead)).GetProperty("deal_value").GetDecimal().ShouldBe(1);
    }

    [Test]
    public async Task A_body_without_anything_to_correct_changes_nothing()
    {
        var lead = await GivenLead();
        var version = await VersionOf(lead);

        await Done(Send(Supervisor, HttpMethod.Patch, $"leads/{lead}", new { }));

        (await VersionOf(lead)).ShouldBe(version);
    }

    [Test]
    public async Task Converting_again_with_another_value_is_refused_and_says_how_to_correct_it()
    {
        var lead = await Converted();

        foreach (var by in new[] { SarahHerself, Supervisor })
        {
            var step = await Step(by, lead, new { status = "converted", deal_value = 500_000 });
            await ShouldComplainOf(step, "deal_value");
            (await step.Content.ReadAsStringAsync()).ShouldContain($"PATCH /api/v1/leads/{lead}");
            await ShouldComplainOf(
                await Update(by, lead, new { status = "converted", conversion_type = "sale" }),
                "conversion_type"
            );
        }

        await ShouldComplainOf(
            await Step(
                Supervisor,
                lead,
                new
                {
                    status = "converted",
                    deal_value = 500_000,
                    force = true,
                    reason = "Now",
                }
            ),
            "deal_value"
        );
        (await Shown(lead)).GetProperty("deal_value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Test]
    public async Task The_same_step_again_is_accepted_with_what_stands_already()
    {
        var won = await Converted(250_000, "sale");
        var lost = await GivenLead();
        await Done(Step(SarahHerself, lost, new { status = "lost", lost_reason = "budget" }));

        await Done(
            Step(
                SarahHerself,
                won,
                new
                {
                    status = "converted",
                    deal_value = 250_000,
                    conversion_type = "sale",
                }
            )
        );
        await Done(Step(SarahHerself, won, new { status = "converted" }));
        await Done(Step(SarahHerself, lost, new { status = "lost", lost_reason = "budget" }));
        await Done(Step(SarahHerself, lost, new { status = "lost" }));
        await ShouldComplainOf(
            await Step(SarahHerself, lost, new { status = "lost", lost_reason = "timing" }),
            "lost_reason"
        );
        Text(await Shown(lost), "lost_reason").ShouldBe("budget");
    }

    [Test]
    public async Task The_amount_of_the_paid_sale_follows_and_cannot_be_cleared()
    {
        var lead = await Sold(900_000);

        await ShouldComplainOf(
            await Correct(Supervisor, lead, Raw("""{"deal_value":null,"reason":"Nobody knows"}""")),
            "deal_value"
        );
        await Done(Correct(Supervisor, lead, new { deal_value = 910_000, reason = "The contract says so" }));

        (await Shown(lead)).GetProperty("deal_value").GetDecimal().ShouldBe(910_000);
        (await SaleOf(lead)).ShouldBe(910_000);
        (
            await Scalar<string>(
                """
                select changes ->> 'amount' from audit_log a join sales s on s.id = a.entity_id
                 where s.lead_id = @lead and a.action = 'sale_corrected'
                """,
                new { lead }
            )
        ).ShouldBe("[900000.00, 910000]");
        (await Corrections(lead)).ShouldBe(1);
    }

    [Test]
    public async Task A_sale_whose_amount_differs_from_the_lead_is_corrected_too()
    {
        var lead = await Sold(900_000);
        await Done(Correct(Supervisor, lead, new { deal_value = 900_000, reason = "Write it down" }));

        (await Corrections(lead)).ShouldBe(1);
        await Done(Correct(Supervisor, lead, new { deal_value = 900_000, reason = "Again" }));
        (await Corrections(lead)).ShouldBe(1);
        (await SaleOf(lead)).ShouldBe(900_000);
    }

    [Test]
    public async Task The_value_of_a_forced_conversion_is_corrected_but_not_cleared()
    {
        var lead = await GivenLead();
        await Done(
            Step(
                Supervisor,
                lead,
                new
                {
                    status = "converted",
                    deal_value = 100,
                    force = true,
                    reason = "By phone",
                }
            )
        );

        await ShouldComplainOf(
            await Correct(Supervisor, lead, Raw("""{"deal_value":null,"reason":"Nobody knows"}""")),
            "deal_value"
        );
        await Done(Correct(Supervisor, lead, new { deal_value = 101, reason = "A typo" }));
    }

    [Test]
    public async Task The_reports_follow_and_the_day_of_the_conversion_stays()
    {
        var lead = await Converted(100_000);
        await Later(TimeSpan.FromDays(40));
        await Done(Correct(Supervisor, lead, new { deal_value = 300_000, reason = "A typo" }));

        await Eventually(
            async () =>
            {
                await Database.Execute("select reporting.project(10000)");
                return await Scalar<decimal>(
                        "select revenue from reporting.lead_facts where lead_id = @lead",
                        new { lead }
                    ) == 300_000;
            },
            "the report has the corrected value"
        );
        (
            await Scalar<bool>(
                """
                select f.converted_day = reporting.dubai_day(l.status_changed_at) from reporting.lead_facts f
                  join leads l on l.id = f.lead_id where f.lead_id = @lead
                """,
                new { lead }
            )
        ).ShouldBeTrue();
        var stays = await Done(Send(Supervisor, HttpMethod.Get, "analytics/time-in-stage?days=1"));
        stays
            .GetProperty("data")
            .EnumerateArray()
            .Sum(row => row.GetProperty("entered").GetInt32())
            .ShouldBe(0, "a correction enters no status");
    }

    [Test]
    public async Task Corrections_at_the_same_time_are_all_kept_in_one_order()
    {
        var lead = await Converted();
        await using var node = AnotherNode();
        using var there = node.CreateClient();
        there.DefaultRequestHeaders.Authorization = Supervisor.DefaultRequestHeaders.Authorization;

        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 20)
                .Select(i =>
                    Correct(i % 2 == 0 ? Supervisor : there, lead, new { deal_value = i, reason = $"Number {i}" })
                )
        );

        answers.ShouldAllBe(a => (int)a.StatusCode == 200);
        (await Corrections(lead)).ShouldBe(20);
        (
            await Scalar<bool>(
                """
                select l.correction_reason = 'Number ' || l.deal_value::integer
                       and l.corrected_at = (select max(changed_at) from lead_conversion_history where lead_id = l.id)
                  from leads l where l.id = @lead
                """,
                new { lead }
            )
        ).ShouldBeTrue();
    }

    private async Task<Guid> Converted(decimal? value = null, string? type = null)
    {
        var lead = await GivenLeadAt("negotiation");
        await Done(
            Step(
                SarahHerself,
                lead,
                new
                {
                    status = "converted",
                    deal_value = value,
                    conversion_type = type,
                }
            )
        );
        return lead;
    }

    private async Task<Guid> Sold(decimal amount)
    {
        var lead = await GivenLeadAt("transferred");
        await Database.Execute(
            """
            update sales set stage = 'paid', amount = @amount, updated_at = @LongAgo where lead_id = @lead;
            update leads set status = 'converted', updated_at = @Now, status_changed_at = status_changed_at + interval '1 second'
             where id = @lead
            """,
            new
            {
                lead,
                amount,
                LongAgo = LongAgo.UtcDateTime,
                Now = Clock.Now.UtcDateTime,
            }
        );
        return lead;
    }

    private static Task<HttpResponseMessage> Correct(HttpClient by, Guid lead, object body) =>
        Send(by, HttpMethod.Patch, $"leads/{lead}", body);

    private static Task<HttpResponseMessage> Correct(HttpClient by, Guid lead, HttpContent body) =>
        by.PatchAsync($"/api/v1/leads/{lead}", body);

    private Task<int> Corrections(Guid lead) =>
        Scalar<int>(
            "select count(*)::int from lead_conversion_history where lead_id = @lead and kind = 'correction'",
            new { lead }
        );

    private Task<decimal> SaleOf(Guid lead) =>
        Scalar<decimal>("select amount from sales where lead_id = @lead", new { lead });
}
