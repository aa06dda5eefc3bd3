namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>The rules of the thirteen reports at their edges (rules §10).</summary>
public sealed class ReportRulesTests : PastTest
{
    // 20:00 UTC is midnight in Dubai.
    private static readonly DateTimeOffset LastOfJanuary = new(2026, 1, 31, 19, 59, 59, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstOfFebruary = new(2026, 1, 31, 20, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Archived_leads_are_out_and_leads_of_nobody_come_last_among_equals()
    {
        var agent = await GivenAgent();
        await Given(
            new() { Agent = agent },
            new(),
            new() { ArchivedAt = LastOfJanuary },
            PastLead.Converted with
            {
                Agent = agent,
                Source = "website",
            }
        );

        (await Rows("conversion-rates", "source_type", "agent_name", "total_leads", "conversion_rate")).ShouldBe([
            "bayut | Sarah Johnson | 1 | 0",
            "bayut |  | 1 | 0",
            "website | Sarah Johnson | 1 | 100",
        ]);
    }

    [
        TestCase("", "apartment | 3 | 2 | 3", " | 1 | 1 | 1"),
        TestCase("?agent_id=", "apartment | 3 | 2 | 3", " | 1 | 1 | 1")
    ]
    public async Task The_median_of_conversion_times_is_the_middle_one(string query, params string[] rows)
    {
        var agent = await GivenAgent();
        await Given([
            .. new[] { 1, 2, 6 }.Select(days => TookDays(days) with { Agent = agent }),
            TookDays(1) with
            {
                Agent = agent,
                PropertyType = null,
            },
        ]);

        (
            await Rows(
                $"avg-conversion-time{(query == "" ? "" : query + agent)}",
                "property_type",
                "avg_days_to_conversion",
                "median_days_to_conversion",
                "total_conversions"
            )
        ).ShouldBe(rows);
    }

    [TestCase(""), TestCase("&agent_id=")]
    public async Task The_median_of_an_even_number_lies_between_the_two_in_the_middle(string query)
    {
        var agent = await GivenAgent();
        await Given([.. new[] { 1, 2, 3, 10, 400 }.Select(days => TookDays(days) with { Agent = agent })]);

        (
            await Rows(
                $"avg-conversion-time?date_to=2026-12-31{(query == "" ? "" : query + agent)}",
                "median_days_to_conversion",
                "total_conversions"
            )
        ).ShouldBe(["2.5 | 4"]);
    }

    [Test]
    public async Task A_month_begins_at_midnight_in_Dubai_and_each_column_goes_by_its_own_date()
    {
        await Given(
            PastLead.Converted with
            {
                At = LastOfJanuary,
                ConvertedAt = FirstOfFebruary,
            },
            new() { At = FirstOfFebruary }
        );

        string[] columns = ["month", "lead_volume", "converted_volume"];
        (await Rows("monthly-trends", columns)).ShouldBe(["2026-01 | 1 | 0", "2026-02 | 1 | 1"]);
        (await Rows("monthly-trends?date_from=2026-02-01", columns)).ShouldBe(["2026-02 | 1 | 1"]);
        (await Rows("monthly-trends?date_to=2026-01-31", columns)).ShouldBe(["2026-01 | 1 | 0"]);
    }

    [TestCase("conversion-rates", "2026-01-31", 1), TestCase("conversion-rates", "2026-02-01", 0)]
    [TestCase("agent-rankings", "2026-01-31", 1), TestCase("agent-rankings", "2026-02-01", 0)]
    [TestCase("low-score-converted", "2026-01-31", 1), TestCase("low-score-converted", "2026-02-01", 0)]
    [TestCase("source-quality", "2026-01-31", 1), TestCase("source-quality", "2026-02-01", 0)]
    [TestCase("specialized-vs-general", "2026-01-31", 1), TestCase("specialized-vs-general", "2026-02-01", 0)]
    [TestCase("response-time-correlation", "2026-01-31", 1), TestCase("response-time-correlation", "2026-02-01", 0)]
    [TestCase("avg-conversion-time", "2026-01-31", 0), TestCase("avg-conversion-time", "2026-02-01", 1)]
    [TestCase("revenue-attribution", "2026-01-31", 0), TestCase("revenue-attribution", "2026-02-01", 1)]
    [TestCase("follow-up-timing", "2026-01-31", 0), TestCase("follow-up-timing", "2026-02-01", 1)]
    public async Task A_period_goes_by_the_day_of_creation_of_conversion_or_of_the_later_contact(
        string report,
        string day,
        int rows
    )
    {
        await Given(
            PastLead.Converted with
            {
                At = LastOfJanuary,
                ConvertedAt = FirstOfFebruary,
                Agent = await GivenAgent(),
                Score = 30,
                ContactAfterHours = 0,
                Calls = [(0, "neutral"), (1, "neutral")],
            }
        );

        (await Report($"{report}?date_from={day}&date_to={day}")).GetProperty("total").GetInt32().ShouldBe(rows);
    }

    [Test]
    public async Task A_high_lead_of_one_day_is_in_the_report_of_that_day()
    {
        await Given(new PastLead { At = LastOfJanuary, Score = 90 });

        const string path = "high-score-not-converted?date_from=2026-01-31&date_to=2026-01-31";
        (await Rows(path, "earliest_lead", "latest_lead")).ShouldBe(["2026-01-31T19:59:59Z | 2026-01-31T19:59:59Z"]);
    }

    [Test]
    public async Task Agents_who_are_equal_share_a_rank_and_the_next_one_is_left_out()
    {
        Guid[] agents = [await GivenAgent(), await GivenAgent(), await GivenAgent(), await GivenAgent()];
        await Given([
            PastLead.Converted with
            {
                Agent = agents[3],
                DealValue = 900_000,
                ContactAfterHours = 3,
            },
            PastLead.Converted with
            {
                Agent = agents[3],
            },
            PastLead.Converted with
            {
                Agent = agents[1],
            },
            PastLead.Converted with
            {
                Agent = agents[2],
            },
            new() { Agent = agents[0], ContactAfterHours = 1.5 },
            new() { Agent = agents[0] },
            new(),
        ]);

        (
            await Rows(
                "agent-rankings",
                "rank",
                "agent_id",
                "leads_assigned",
                "conversions",
                "conversion_rate",
                "average_deal_size",
                "avg_response_hours"
            )
        ).ShouldBe([
            $"1 | {agents[3]} | 2 | 2 | 100 | 900000 | 3",
            $"2 | {agents[1]} | 1 | 1 | 100 | 0 | 0",
            $"2 | {agents[2]} | 1 | 1 | 100 | 0 | 0",
            $"4 | {agents[0]} | 2 | 0 | 0 | 0 | 1.5",
        ]);
    }

    [Test]
    public async Task Revenue_counts_a_conversion_without_value_and_its_average_does_not()
    {
        await Given(
            PastLead.Converted with
            {
                DealValue = 1_000_000,
            },
            PastLead.Converted with
            {
                DealValue = 500_001,
            },
            PastLead.Converted,
            PastLead.Converted with
            {
                Source = "website",
            }
        );

        (
            await Rows("revenue-attribution", "source_type", "total_revenue", "converted_leads", "average_deal_size")
        ).ShouldBe(["bayut | 1500001 | 3 | 750000.5", "website | 0 | 1 | 0"]);
    }

    [TestCase("", 81, 1), TestCase("", 80, 0), TestCase("?threshold=0", 1, 1), TestCase("?threshold=0", 0, 0)]
    [TestCase("?threshold=90", 91, 1), TestCase("?threshold=90", 90, 0), TestCase("?threshold=100", 100, 0)]
    public async Task High_is_strictly_above_the_threshold(string query, int score, int rows)
    {
        await Given(new PastLead { Score = score }, PastLead.Converted with { Score = 100 });

        (await Report($"high-score-not-converted{query}")).GetProperty("total").GetInt32().ShouldBe(rows);
    }

    [TestCase("", 49, 1), TestCase("", 50, 0), TestCase("?threshold=30", 29, 1), TestCase("?threshold=30", 30, 0)]
    public async Task Low_is_strictly_below_the_threshold(string query, int score, int rows)
    {
        await Given(PastLead.Converted with { Score = score }, new PastLead { Score = 10 });

        (await Report($"low-score-converted{query}")).GetProperty("total").GetInt32().ShouldBe(rows);
    }

    [TestCase(2_000_000, "buy", "<=2M"), TestCase(2_000_001, "invest", "2-5M"), TestCase(10_000_001, "sell", ">10M")]
    [TestCase(120_000, "rent", "<=120k"), TestCase(120_001, "let", "120-250k"), TestCase(500_000, "rent", "250-500k")]
    [TestCase(5_000_000, "buy", "2-5M"), TestCase(10_000_000, "buy", "5-10M"), TestCase(null, "buy", "")]
    public async Task A_budget_band_includes_its_upper_end(int? budget, string purpose, string band)
    {
        var lead = new PastLead
        {
            Score = 90,
            BudgetMax = budget,
            Purpose = purpose,
        };
        await Given(lead);

        string[] columns = ["budget_band", "lead_count"];
        (await Rows("high-score-not-converted", columns)).ShouldBe([$"{band} | 1"]);
        (await Rows("high-score-not-converted?threshold=79", columns)).ShouldBe([$"{band} | 1"]);
    }

    [TestCase(""), TestCase("?threshold=79")]
    public async Task What_is_not_known_is_a_group_of_its_own_and_comes_last(string query)
    {
        await Given(
            new() { Score = 90, Nationality = null },
            new()
            {
                Score = 91,
                Nationality = "UAE",
                Status = "lost",
                LostReason = "budget",
            },
            new() { Score = 92, Nationality = "India" },
            new() { Score = 95, Nationality = "India" },
            new() { Score = 93, PropertyType = null }
        );

        (
            await Rows(
                $"high-score-not-converted{query}",
                "nationality",
                "property_type",
                "status",
                "lost_reason",
                "lead_count",
                "avg_score"
            )
        ).ShouldBe([
            "India | apartment | new |  | 2 | 93.5",
            "UAE | apartment | lost | budget | 1 | 91",
            "UAE |  | new |  | 1 | 93",
            " | apartment | new |  | 1 | 90",
        ]);
    }

    [TestCase(""), TestCase("?threshold=79")]
    public async Task A_nationality_is_counted_by_its_country_and_a_text_that_names_none_as_it_was_sent(string query)
    {
        await GivenAgent();
        foreach (
            var nationality in (string[])["UAE", "UAE National", "إماراتي", "U.A.E.", "Indian", "India", "Martian"]
        )
            await Captured(Inquiry(source: "referral", with: data => data["nationality"] = nationality));
        await Database.Execute("update leads set raw_score = 90, lead_score = 90");

        (await Rows($"high-score-not-converted{query}", "nationality", "lead_count")).ShouldBe([
            "United Arab Emirates | 4",
            "India | 2",
            "Martian | 1",
        ]);
        await ReportsAreExact();
    }

    [Test]
    public async Task Deals_without_a_value_are_left_out_of_the_average_of_low_leads()
    {
        await Given(PastLead.Converted with { Score = 30, DealValue = 1_000 }, PastLead.Converted with { Score = 41 });

        (await Rows("low-score-converted", "lead_count", "avg_score", "avg_deal_value")).ShouldBe(["2 | 35.5 | 1000"]);
    }

    [Test]
    public async Task The_quality_of_a_source_is_that_of_the_months_leads_whenever_they_were_converted()
    {
        await Given(
            PastLead.Converted with
            {
                At = LastOfJanuary,
                ConvertedAt = FirstOfFebruary,
                Score = 71,
            },
            new() { At = LastOfJanuary, Score = 50 },
            new()
            {
                At = FirstOfFebruary,
                Score = 40,
                Source = "referral",
            }
        );

        (await Rows("source-quality", "month", "source_type", "avg_score", "lead_count", "converted_count")).ShouldBe([
            "2026-01 | bayut | 60.5 | 2 | 1",
            "2026-02 | referral | 40 | 1 | 0",
        ]);
    }

    [Test]
    public async Task A_gap_is_in_the_bucket_whose_upper_end_it_reaches()
    {
        var agent = await GivenAgent();
        await Given(
            new PastLead
            {
                Agent = agent,
                Calls =
                [
                    (0, "positive"),
                    (1, "positive"),
                    (2.25, "neutral"),
                    (6.25, "neutral"),
                    (30.25, "neutral"),
                    (102.25, "neutral"),
                ],
            },
            PastLead.Converted with
            {
                Agent = agent,
                Calls = [(0, "neutral"), (72.25, "negative")],
            }
        );

        string[] rows =
        [
            "0-1 hours | 1 | 1 | 100",
            "1-4 hours | 2 | 0 | 0",
            "4-24 hours | 1 | 0 | 0",
            "1-3 days | 1 | 0 | 0",
            "3+ days | 1 | 1 | 100",
        ];
        string[] columns = ["time_bucket", "total_follow_ups", "positive_outcomes", "positive_outcome_rate"];
        (await Rows("follow-up-timing", columns)).ShouldBe(rows);
        (await Rows($"follow-up-timing?agent_id={agent}", columns)).ShouldBe(rows);
    }

    [TestCase(1, "0-1 hours"), TestCase(1.001, "1-4 hours"), TestCase(4, "1-4 hours"), TestCase(24, "4-24 hours")]
    [TestCase(72, "1-3 days"), TestCase(72.001, "3+ days")]
    public async Task A_response_is_in_the_bucket_whose_upper_end_it_reaches(double hours, string bucket)
    {
        await Given(new PastLead { ContactAfterHours = hours }, new PastLead());

        string[] columns = ["response_time_bucket", "agent_count", "total_leads"];
        (await Rows("response-time-correlation", columns)).ShouldBe([$"{bucket} | 0 | 1"]);
        (await Rows("response-time-correlation?date_from=2026-01-01", columns)).ShouldBe([$"{bucket} | 0 | 1"]);
    }

    [TestCase(""), TestCase("?date_from=2026-01-01"), TestCase("?limit=1&skip=1")]
    public async Task The_correlation_is_over_all_leads_with_a_contact(string query)
    {
        var agent = await GivenAgent();
        await Given(
            PastLead.Converted with
            {
                Agent = agent,
                ContactAfterHours = 1,
            },
            PastLead.Converted with
            {
                Agent = agent,
                ContactAfterHours = 2,
            },
            new() { Agent = agent, ContactAfterHours = 3 },
            new() { ContactAfterHours = 6 },
            PastLead.Converted
        );

        // x = 1 2 3 6, y = 1 1 0 0: (4·3 − 12·2) / sqrt((4·50 − 144) · (4·2 − 4))
        (await Report($"response-time-correlation{query}"))
            .GetProperty("correlation")
            .GetDecimal()
            .ShouldBe(-0.8018m);
    }

    [TestCase(1), TestCase(2)]
    public async Task There_is_no_correlation_of_one_lead_or_where_all_are_alike(int leads)
    {
        await Given([.. Enumerable.Range(1, leads).Select(hours => new PastLead { ContactAfterHours = hours })]);

        var report = await Report("response-time-correlation");
        report.GetProperty("correlation").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Test]
    public async Task Workload_is_that_of_agents_in_service_now()
    {
        var busy = await GivenBusyAgent(active: 3, max: 4, types: ["villa"]);
        var idle = await GivenBusyAgent(active: 0, max: 3);
        await GivenBusyAgent(active: 0, isActive: false);

        string[] columns =
        [
            "agent_id",
            "active_leads",
            "max_active_leads",
            "utilization",
            "specialization_property_type",
        ];
        (await Rows("workload-distribution", columns)).ShouldBe([
            $"{busy} | 3 | 4 | 75 | [\"villa\"]",
            $"{idle} | 0 | 3 | 0 | []",
        ]);
        (await Rows($"workload-distribution?agent_id={idle}", columns)).ShouldHaveSingleItem();
    }

    [TestCase(41, 50, "", true), TestCase(40, 50, "", false), TestCase(9, 10, "", true), TestCase(8, 10, "", false)]
    [
        TestCase(3, 3, "?threshold=49", true),
        TestCase(50, 50, "?threshold=50", false),
        TestCase(1, 50, "?threshold=0", true)
    ]
    [TestCase(12, 10, "", true)]
    public async Task Nearly_full_is_strictly_above_the_threshold_s_share(
        int active,
        int max,
        string query,
        bool isThere
    )
    {
        var agent = await GivenBusyAgent(active, max);

        (await Rows($"approaching-capacity{query}", "agent_id", "active_leads", "remaining_capacity")).ShouldBe(
            isThere ? [$"{agent} | {active} | {Math.Max(0, max - active)}"] : []
        );
    }

    [Test]
    public async Task One_property_type_makes_an_agent_specialized()
    {
        Guid[] agents = [await GivenAgent(["villa"]), await GivenAgent(), await GivenAgent()];
        await GivenAgent(["studio"]);
        await Given(
            PastLead.Converted with
            {
                Agent = agents[0],
            },
            new() { Agent = agents[1] },
            new() { Agent = agents[1] },
            PastLead.Converted with
            {
                Agent = agents[2],
            },
            new()
        );

        string[] columns =
        [
            "agent_category",
            "agent_count",
            "total_leads_handled",
            "total_conversions",
            "avg_conversion_rate",
        ];
        string[] rows = ["general | 2 | 3 | 1 | 33.33", "specialized | 1 | 1 | 1 | 100"];
        (await Rows("specialized-vs-general", columns)).ShouldBe(rows);
        (await Rows("specialized-vs-general?date_from=2026-01-10&date_to=2026-01-10", columns)).ShouldBe(rows);
    }

    [TestCase("workload-distribution?date_from=2026-01-01", "date_from")]
    [TestCase("workload-distribution?source_type=bayut", "source_type")]
    [TestCase("workload-distribution?threshold=3", "threshold")]
    [TestCase("approaching-capacity?property_type=villa", "property_type")]
    [
        TestCase("approaching-capacity?threshold=51", "threshold"),
        TestCase("approaching-capacity?threshold=-1", "threshold")
    ]
    [TestCase("high-score-not-converted?threshold=101", "threshold")]
    [TestCase("high-score-not-converted?threshold=80.5", "threshold")]
    [TestCase("low-score-converted?threshold=-1", "threshold"), TestCase("monthly-trends?limit=2147483646", "limit")]
    [TestCase("follow-up-timing?date_to=3000-01-01", "date_to"), TestCase("agent-rankings?agent_id=7", "agent_id")]
    public async Task What_a_report_does_not_take_is_named(string pathAndQuery, string field) =>
        await ShouldComplainOf(await Supervisor.GetAsync($"{Analytics}/{pathAndQuery}"), field);

    private static PastLead TookDays(int days) =>
        PastLead.Converted with
        {
            ConvertedAt = new PastLead().At.AddDays(days),
        };
}
