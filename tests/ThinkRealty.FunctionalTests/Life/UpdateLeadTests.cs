using System.Net;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>Status, activity, follow-up and interests in one step (rules §5, §7, §8).</summary>
public sealed class UpdateLeadTests : LifeTest
{
    [Test]
    public async Task The_answer_is_the_lead_in_short()
    {
        var lead = await GivenLeadAt("contacted");
        var due = Clock.Now.AddDays(2);

        var answer = await Done(
            Update(
                SarahHerself,
                lead,
                new
                {
                    status = "Qualified",
                    activity = new
                    {
                        type = "call",
                        notes = "Interested in a 2BR in Marina",
                        outcome = "positive",
                        next_follow_up = due,
                    },
                    property_interests = Array.Empty<object>(),
                }
            )
        );

        answer
            .EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(["success", "lead_id", "status", "score", "next_follow_up", "warnings"]);
        (Text(answer, "status"), answer.GetProperty("score").GetInt32(), Moment(answer, "next_follow_up")).ShouldBe(
            ("qualified", 100, due)
        );
        answer.GetProperty("lead_id").GetGuid().ShouldBe(lead);
        (await PendingOf(lead)).ShouldBe([due], "the first follow-up was moved");
        (await Scalar<int>("select raw_score from leads where id = @lead", new { lead })).ShouldBe(85 + 5 + 15);
    }

    [Test]
    public async Task An_empty_update_changes_nothing()
    {
        var lead = await GivenLead();
        var seen = await VersionOf(lead);

        var answer = await Done(
            Update(
                SarahHerself,
                lead,
                new
                {
                    status = (string?)null,
                    deal_value = (decimal?)null,
                    activity = (object?)null,
                }
            )
        );

        (Text(answer, "status"), answer.GetProperty("score").GetInt32()).ShouldBe(("new", 85));
        (await VersionOf(lead)).ShouldBe(seen);
    }

    [Test]
    public async Task All_of_it_is_taken_or_nothing()
    {
        var lead = await GivenLead();
        var before = await Shown(lead);

        foreach (
            var refused in new object[]
            {
                new { status = "negotiation", activity = new { type = "call", outcome = "positive" } },
                new
                {
                    activity = new { type = "viewing" },
                    property_interests = new[] { new { property_id = Guid.NewGuid(), interest_level = "high" } },
                },
                new { activity = new { type = "call", next_follow_up = Clock.Now.AddSeconds(-1) } },
            }
        )
            ((int)(await Update(SarahHerself, lead, refused)).StatusCode).ShouldBeInRange(404, 422);

        (await Shown(lead)).GetRawText().ShouldBe(before.GetRawText());
        (await Scalar<int>("select count(*)::int from lead_activities where lead_id = @lead", new { lead })).ShouldBe(
            0
        );
    }

    [TestCase("call", null, 15)]
    [TestCase("call", "positive", 20)]
    [TestCase("viewing", "neutral", 25)]
    [TestCase("viewing", "positive", 30)]
    [TestCase("offer_made", "negative", 35)]
    [TestCase("offer_made", "positive", 40)]
    [TestCase("note", null, 0)]
    [TestCase("note", "positive", 5)]
    public async Task An_activity_books_its_points_beside_the_bonus_of_the_first_contact(
        string type,
        string? outcome,
        int points
    )
    {
        var lead = await GivenLead();

        var answer = await Done(Update(SarahHerself, lead, new { activity = new { type, outcome } }));

        (await Scalar<int>("select raw_score from leads where id = @lead", new { lead })).ShouldBe(85 + points);
        answer.GetProperty("score").GetInt32().ShouldBe(Math.Min(100, 85 + points));
    }

    [TestCase(60, 15)]
    [TestCase(60.02, 10)]
    [TestCase(240, 10)]
    [TestCase(240.02, 5)]
    [TestCase(23.99 * 60, 5)]
    [TestCase(24.01 * 60, 0)]
    [TestCase(72 * 60, 0)]
    [TestCase(72.01 * 60, -10)]
    public async Task The_first_contact_counts_by_its_hour_and_once(double minutes, int bonus)
    {
        var lead = await GivenLead();
        await Later(TimeSpan.FromSeconds(Math.Round(minutes * 60)));

        await Done(Update(SarahHerself, lead, new { activity = new { type = "whatsapp" } }));
        await Done(Update(SarahHerself, lead, new { activity = new { type = "call" } }));

        (
            await Rows<(string, int)>("select rule, points from score_ledger where lead_id = @lead", new { lead })
        ).ShouldBe([("first_contact", bonus)]);
        var shown = await Shown(lead);
        (
            shown.GetProperty("call_attempts").GetInt32(),
            shown.GetProperty("activity_count").GetInt32(),
            Moment(shown, "last_contact_at"),
            Text(shown, "status")
        ).ShouldBe((1, 2, Clock.Now, "new"), "a contact never changes the status");
    }

    [TestCase(167.99, 0)]
    [TestCase(168, 1)]
    [TestCase(2 * 168 - 0.01, 1)]
    [TestCase(5 * 168, 5)]
    public async Task Silence_is_booked_before_the_contact_that_breaks_it(double hours, int weeks)
    {
        var lead = await GivenLead();
        await Later(TimeSpan.FromHours(hours));

        await Done(Update(SarahHerself, lead, new { activity = new { type = "call" } }));
        await Done(Update(SarahHerself, lead, new { activity = new { type = "call" } }));

        (
            await Rows<(int, int)>(
                "select silence_window, points from score_ledger where lead_id = @lead and silence_window is not null order by 1",
                new { lead }
            )
        ).ShouldBe(Enumerable.Range(1, weeks).Select(n => (n, -10)));
    }

    [Test]
    public async Task Interests_are_added_and_changed_and_must_be_of_the_catalogue()
    {
        var lead = await GivenLead();
        var (villa, flat) = (await GivenProperty(), await GivenProperty());

        await Done(
            Update(
                SarahHerself,
                lead,
                new
                {
                    property_interests = new object[]
                    {
                        new { property_id = villa, interest_level = "low" },
                        new { property_id = flat, interest_level = "High" },
                    },
                }
            )
        );
        await Done(
            Update(
                SarahHerself,
                lead,
                new { property_interests = new[] { new { property_id = villa, interest_level = "medium" } } }
            )
        );

        (
            await Rows<(Guid, string)>(
                "select property_id, interest_level from lead_property_interests where lead_id = @lead",
                new { lead }
            )
        ).ShouldBe([(villa, "medium"), (flat, "high")], ignoreOrder: true);
        await ShouldBeProblem(
            await Update(
                SarahHerself,
                lead,
                new { property_interests = new[] { new { property_id = Guid.NewGuid(), interest_level = "low" } } }
            ),
            404,
            "property_not_found"
        );
        await ShouldComplainOf(
            await Update(SarahHerself, lead, new { property_interests = new[] { new { note = "nice" } } }),
            "property_interests[0].property_id",
            "property_interests[0].interest_level"
        );
        await Done(Update(SarahHerself, lead, new { property_interests = new object?[] { null } }));
    }

    [Test]
    public async Task Wrong_activities_are_refused_by_name()
    {
        var lead = await GivenLead();

        await ShouldComplainOf(await Update(SarahHerself, lead, new { activity = new { } }), "activity.type");
        await ShouldComplainOf(
            await Update(SarahHerself, lead, new { activity = new { type = "assignment" } }),
            "activity.type"
        );
        await ShouldComplainOf(
            await Update(
                SarahHerself,
                lead,
                new
                {
                    activity = new
                    {
                        type = "call",
                        notes = new string('x', 5001),
                        next_follow_up = Clock.Now.AddTicks(-10),
                    },
                }
            ),
            "activity.notes",
            "activity.next_follow_up"
        );
        await ShouldComplainOf(
            await Update(
                SarahHerself,
                lead,
                new { activity = new { type = "call", next_follow_up = DateTimeOffset.MaxValue } }
            ),
            "activity.next_follow_up"
        );
    }

    [TestCase(29, false)]
    [TestCase(30, true)]
    [TestCase(31, true)]
    [TestCase(-29, false)]
    [TestCase(-30, true)]
    public async Task Another_follow_up_of_the_agent_is_thirty_minutes_away_or_refuses(int minutes, bool fits)
    {
        var (one, two) = (await GivenLead(), await GivenLead());
        var taken = Clock.Now.AddDays(3);
        await Done(Update(SarahHerself, one, new { activity = new { type = "call", next_follow_up = taken } }));

        var response = await Update(
            SarahHerself,
            two,
            new { activity = new { type = "call", next_follow_up = taken.AddMinutes(minutes) } }
        );

        if (fits)
        {
            Moment(await Done(Task.FromResult(response)), "next_follow_up").ShouldBe(taken.AddMinutes(minutes));
        }
        else
        {
            await ShouldBeProblem(response, 409, "follow_up_conflict");
            var problem = await Json(response);
            problem
                .GetProperty("conflicting_task_id")
                .GetGuid()
                .ShouldBe(
                    await Scalar<Guid>(
                        "select id from follow_up_tasks where lead_id = @one and status = 'pending'",
                        new { one }
                    )
                );
            Moment(problem, "conflicting_due_date").ShouldBe(taken);
        }
    }

    [Test]
    public async Task A_lead_may_move_its_own_follow_up_by_minutes_and_gets_a_new_one_when_none_is_left()
    {
        var lead = await GivenLead();
        var due = Clock.Now.AddDays(1).AddMinutes(10);

        await Done(Update(SarahHerself, lead, new { activity = new { type = "call", next_follow_up = due } }));
        (await PendingOf(lead)).ShouldBe([due]);

        await Done(Send(SarahHerself, HttpMethod.Patch, $"tasks/{await TaskOf(lead)}", new { status = "completed" }));
        Moment(await Shown(lead), "next_follow_up").ShouldBeNull();
        await Done(Update(SarahHerself, lead, new { activity = new { type = "call", next_follow_up = due } }));
        (await PendingOf(lead)).ShouldBe([due]);
    }

    [TestCase("converted", "lead_not_active")]
    [TestCase("lost", "lead_not_active")]
    [TestCase("transferred", "lead_locked")]
    public async Task What_is_over_takes_activities_only(string status, string refusal)
    {
        var lead = await GivenLeadAt(status);
        var property = await GivenProperty();

        await Done(Update(SarahHerself, lead, new { activity = new { type = "note", notes = "Sent a card" } }));
        foreach (
            var change in new object[]
            {
                new { activity = new { type = "call", next_follow_up = Clock.Now.AddDays(1) } },
                new { property_interests = new[] { new { property_id = property, interest_level = "low" } } },
            }
        )
            await ShouldBeProblem(await Update(SarahHerself, lead, change), 409, refusal);
    }

    [Test]
    public async Task An_archived_lead_takes_nothing_and_a_waiting_one_no_follow_up()
    {
        var archived = await GivenLead();
        await Done(Archive(Supervisor, archived));
        foreach (
            var change in new object[]
            {
                new { activity = new { type = "note" } },
                new { status = "contacted" },
                new { status = "new" },
            }
        )
            await ShouldBeProblem(await Update(SarahHerself, archived, change), 409, "lead_archived");

        await Database.Execute("update agents set leave_from = '2000-01-01'");
        var waiting = LeadIn(await Json(await Capture(Inquiry())));
        await ShouldBeProblem(
            await Update(
                Supervisor,
                waiting,
                new { activity = new { type = "call", next_follow_up = Clock.Now.AddDays(1) } }
            ),
            409,
            "lead_unassigned"
        );
        await Done(Update(Supervisor, waiting, new { activity = new { type = "call" } }));
    }

    [Test]
    public async Task Two_at_once_lose_nothing_and_the_one_with_an_outdated_version_is_told()
    {
        var lead = await GivenLead();
        var seen = await VersionOf(lead);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ =>
                    Update(SarahHerself, lead, new { activity = new { type = "call", outcome = "positive" } }, seen)
                )
                .Concat(
                    Enumerable
                        .Range(0, 10)
                        .Select(_ =>
                            Update(SarahHerself, lead, new { activity = new { type = "call", outcome = "positive" } })
                        )
                )
        );

        answers.Skip(10).ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        var done = answers.Count(a => a.StatusCode == HttpStatusCode.OK);
        done.ShouldBeInRange(10, 11, "of those with a version only the very first may come through");
        answers.Take(10).ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK || (int)a.StatusCode == 412);
        (await Shown(lead)).GetProperty("activity_count").GetInt32().ShouldBe(done);
        (await Scalar<int>("select raw_score from leads where id = @lead", new { lead })).ShouldBe(
            85 + 15 + (5 * done)
        );
    }

    private async Task<Guid> TaskOf(Guid lead) =>
        await Scalar<Guid>("select id from follow_up_tasks where lead_id = @lead and status = 'pending'", new { lead });

    private async Task<Guid> GivenProperty()
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, created_at, updated_at)
            values (@id, 'A home', 'Dubai Marina', 'villa', 2000000, 'buy', true, now(), now())
            """,
            new { id }
        );
        return id;
    }
}
