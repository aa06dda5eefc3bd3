using System.Net;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>Steps along the pipeline, and past it by force (rules §7).</summary>
public sealed class StatusTests : LifeTest
{
    private static readonly string[] Statuses =
    [
        "new",
        "contacted",
        "qualified",
        "viewing_scheduled",
        "negotiation",
        "converted",
        "lost",
        "transferred",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["new"] = ["contacted", "lost"],
        ["contacted"] = ["qualified", "lost"],
        ["qualified"] = ["viewing_scheduled", "lost"],
        ["viewing_scheduled"] = ["negotiation", "qualified", "lost"],
        ["negotiation"] = ["converted", "lost"],
        ["converted"] = [],
        ["lost"] = [],
        ["transferred"] = [],
    };

    [Test]
    public async Task Every_step_of_the_pipeline_is_taken_and_every_other_refused_with_what_is_allowed(
        [ValueSource(nameof(Statuses))] string from
    )
    {
        foreach (var to in Statuses)
        {
            var lead = await GivenLeadAt(from);
            var before = await HistoryOf(lead);
            Clock.Advance(TimeSpan.FromMinutes(1));

            var response = await Step(SarahHerself, lead, new { status = to });

            if (from == to || Allowed[from].Contains(to))
            {
                Text(await Done(Task.FromResult(response)), "status").ShouldBe(to, $"{from} to {to}");
                (await HistoryOf(lead)).ShouldBe(from == to ? before : [.. before, $"{from}>{to}"]);
            }
            else
            {
                await ShouldBeProblem(
                    response,
                    409,
                    from == "transferred" ? "lead_locked" : "invalid_status_transition"
                );
                (await Json(response))
                    .GetProperty("allowed")
                    .EnumerateArray()
                    .Select(s => s.GetString())
                    .ShouldBe(Allowed[from]);
                (await HistoryOf(lead)).ShouldBe(before);
            }

            await Send(Admin, HttpMethod.Delete, $"leads/{lead}");
        }
    }

    [Test]
    public async Task Force_takes_every_step_but_those_around_transferred_and_out_of_converted(
        [ValueSource(nameof(Statuses))] string from
    )
    {
        foreach (var to in Statuses.Where(to => to != from && !Allowed[from].Contains(to)))
        {
            var lead = await GivenLeadAt(from);
            Clock.Advance(TimeSpan.FromSeconds(60.5));
            object force =
                to == "converted"
                    ? new
                    {
                        status = to,
                        force = true,
                        reason = "Closed by phone",
                        deal_value = 1_000_000,
                    }
                    : new
                    {
                        status = to,
                        force = true,
                        reason = "Closed by phone",
                    };

            var response = await Step(Supervisor, lead, force);

            if (from is "converted" or "transferred" || to == "transferred")
            {
                response.StatusCode.ShouldBe(HttpStatusCode.Conflict, $"{from} to {to}");
            }
            else
            {
                Text(await Done(Task.FromResult(response)), "status").ShouldBe(to);
                (
                    await Rows<(Guid, string, bool, long)>(
                        "select actor_id, reason, forced, seconds_in_previous from lead_conversion_history where lead_id = @lead order by id desc limit 1",
                        new { lead }
                    )
                )
                    .Single()
                    .ShouldBe((await IdOf(Supervisor), "Closed by phone", true, 60));
            }

            await Send(Admin, HttpMethod.Delete, $"leads/{lead}");
        }
    }

    [Test]
    public async Task Force_needs_a_supervisor_a_reason_and_for_converting_a_deal_value()
    {
        var lead = await GivenLead();

        await ShouldBeProblem(
            await Step(
                SarahHerself,
                lead,
                new
                {
                    status = "negotiation",
                    force = true,
                    reason = "Please",
                }
            ),
            403,
            "forbidden"
        );
        await ShouldComplainOf(await Step(Supervisor, lead, new { status = "negotiation", force = true }), "reason");
        await ShouldComplainOf(
            await Step(
                Supervisor,
                lead,
                new
                {
                    status = "negotiation",
                    force = true,
                    reason = "  ",
                }
            ),
            "reason"
        );
        await ShouldComplainOf(
            await Step(
                Supervisor,
                lead,
                new
                {
                    status = "converted",
                    force = true,
                    reason = "Paid",
                }
            ),
            "deal_value"
        );
        (await HistoryOf(lead)).ShouldBe(["->new"]);
    }

    [Test]
    public async Task A_lawful_step_asked_for_by_force_is_an_ordinary_one()
    {
        var lead = await GivenLead();

        await Done(
            Step(
                Supervisor,
                lead,
                new
                {
                    status = "contacted",
                    force = true,
                    reason = "In a hurry",
                }
            )
        );

        (
            await Scalar<bool>(
                "select forced from lead_conversion_history where lead_id = @lead and status_to = 'contacted'",
                new { lead }
            )
        ).ShouldBeFalse();
    }

    [TestCase("converted")]
    [TestCase("lost")]
    public async Task Closing_frees_the_place_and_cancels_the_follow_ups_at_once(string end)
    {
        var lead = await GivenLeadAt("negotiation");
        (await ActiveLeadsOf(Sarah)).ShouldBe(1);

        var shown = await Done(Step(SarahHerself, lead, new { status = end }));

        (await ActiveLeadsOf(Sarah)).ShouldBe(0);
        (AgentOf(shown), Moment(shown, "next_follow_up")).ShouldBe((Sarah, null));
        (await PendingOf(lead)).ShouldBeEmpty();
        (await HoldersOf(lead)).ShouldBe([(Sarah, "best_match", true)]);
    }

    [Test]
    public async Task A_place_that_becomes_free_goes_to_who_waits()
    {
        await Database.Execute("update agents set max_active_leads = 1 where id = @Sarah", new { Sarah });
        var lead = await GivenLead();
        var waiting = LeadIn(await Json(await Capture(Inquiry())));
        AgentOf(await Shown(waiting)).ShouldBeNull();

        await Done(Step(SarahHerself, lead, new { status = "lost" }));

        await Eventually(async () => AgentOf(await Shown(waiting)) == Sarah, "whoever waited has the place");
    }

    [Test]
    public async Task Converting_carries_deal_value_and_type_and_losing_its_reason()
    {
        var won = await GivenLeadAt("negotiation");
        var shown = await Done(
            Step(
                SarahHerself,
                won,
                new
                {
                    status = "conversion",
                    deal_value = 1_250_000.50m,
                    conversion_type = "SALE",
                }
            )
        );
        (Text(shown, "status"), shown.GetProperty("deal_value").GetDecimal(), Text(shown, "conversion_type")).ShouldBe(
            ("converted", 1_250_000.50m, "sale")
        );

        var lost = await GivenLead();
        shown = await Done(
            Step(
                SarahHerself,
                lost,
                new
                {
                    status = "lost",
                    lost_reason = "no_response",
                    reason = "Ten calls",
                }
            )
        );
        Text(shown, "lost_reason").ShouldBe("no_response");
        (
            await Scalar<string>(
                "select reason from lead_conversion_history where lead_id = @lost and status_to = 'lost'",
                new { lost }
            )
        ).ShouldBe("Ten calls");

        var other = await GivenLead();
        Text(await Done(Step(SarahHerself, other, new { status = "lost" })), "lost_reason").ShouldBe("other");
    }

    [Test]
    public async Task What_belongs_to_another_step_or_is_no_money_is_refused_by_name()
    {
        var lead = await GivenLeadAt("negotiation");

        await ShouldComplainOf(await Step(Admin, lead, new { }), "status");
        await ShouldComplainOf(await Step(Admin, lead, new { status = "signed" }), "status");
        await ShouldComplainOf(
            await Step(
                Admin,
                lead,
                new
                {
                    status = "lost",
                    deal_value = 5,
                    conversion_type = "sale",
                }
            ),
            "deal_value",
            "conversion_type"
        );
        await ShouldComplainOf(
            await Step(Admin, lead, new { status = "converted", lost_reason = "budget" }),
            "lost_reason"
        );
        foreach (var noMoney in new[] { 0m, -1m, 0.001m, 5_000_000_000.01m, 10_000_000_000_000m })
        {
            var step = await Step(Admin, lead, new { status = "converted", deal_value = noMoney });
            await ShouldComplainOf(step, "deal_value");
            (await step.Content.ReadAsStringAsync()).ShouldContain("5,000,000,000");
            await ShouldComplainOf(
                await Update(Admin, lead, new { status = "converted", deal_value = noMoney }),
                "deal_value"
            );
        }
        await ShouldComplainOf(
            await Step(Admin, lead, new { status = "lost", reason = new string('x', 501) }),
            "reason"
        );
    }

    [Test]
    public async Task Sub_status_refines_the_status_it_fits()
    {
        var lead = await GivenLeadAt("negotiation");
        var history = await HistoryOf(lead);

        Text(
                await Done(Step(SarahHerself, lead, new { status = "negotiation", sub_status = "proposal" })),
                "sub_status"
            )
            .ShouldBe("proposal");
        Text(await Done(Update(SarahHerself, lead, new { sub_status = "applied" })), "status").ShouldBe("negotiation");
        Text(await Shown(lead), "sub_status").ShouldBe("applied");
        Text(await Done(Step(SarahHerself, lead, new { status = "negotiation" })), "sub_status").ShouldBe("applied");
        (await HistoryOf(lead)).ShouldBe(history, "the status has not changed");

        var fresh = await GivenLead();
        await ShouldComplainOf(
            await Step(SarahHerself, fresh, new { status = "contacted", sub_status = "proposal" }),
            "sub_status"
        );
        await ShouldComplainOf(await Update(SarahHerself, fresh, new { sub_status = "proposal" }), "sub_status");
    }

    [Test]
    public async Task Callback_needs_to_know_when()
    {
        var lead = await GivenLead();
        var when = Clock.Now.AddHours(3);

        await ShouldComplainOf(
            await Step(SarahHerself, lead, new { status = "contacted", sub_status = "callback" }),
            "sub_status"
        );
        var shown = await Done(
            Step(
                SarahHerself,
                lead,
                new
                {
                    status = "contacted",
                    sub_status = "callback",
                    next_follow_up = when,
                }
            )
        );

        (Text(shown, "sub_status"), Moment(shown, "next_follow_up")).ShouldBe(("callback", when));
        Text(await Done(Step(SarahHerself, lead, new { status = "qualified" })), "sub_status")
            .ShouldBeNull("a new status begins unrefined");
    }

    [Test]
    public async Task An_outdated_version_is_refused_and_changes_nothing()
    {
        var lead = await GivenLead();
        var seen = await VersionOf(lead);

        await Done(Step(SarahHerself, lead, new { status = "contacted" }, seen));

        await ShouldBeProblem(
            await Step(SarahHerself, lead, new { status = "qualified" }, seen),
            412,
            "version_conflict"
        );
        Text(await Shown(lead), "status").ShouldBe("contacted");
    }

    [Test]
    public async Task Someone_elses_lead_is_forbidden_and_an_unknown_one_not_found()
    {
        var lead = await GivenLead();
        var other = await GivenUser("agent", await GivenAgent());

        await ShouldBeProblem(await Step(other, lead, new { status = "contacted" }), 403, "forbidden");
        await ShouldBeProblem(await Step(other, Guid.NewGuid(), new { status = "contacted" }), 404, "lead_not_found");
        await ShouldBeProblem(await Step(Api, lead, new { status = "contacted" }), 403, "forbidden");
    }
}
