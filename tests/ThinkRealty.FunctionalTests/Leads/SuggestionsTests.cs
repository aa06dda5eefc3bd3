using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>What similar people liked, topped up from the catalogue (api: lead capture).</summary>
public sealed class SuggestionsTests : EmptyDeskTest
{
    [SetUp]
    public Task GivenAnAgent() => GivenAgent();

    [Test]
    public async Task What_is_liked_more_comes_first()
    {
        var (low, high, medium) = (await GivenProperty(), await GivenProperty(), await GivenProperty());
        await GivenLiking(low, "low");
        await GivenLiking(high, "high");
        await GivenLiking(medium, "medium");

        (await Suggested()).ShouldBe([high, medium, low]);
    }

    [Test]
    public async Task What_many_like_comes_before_what_one_likes()
    {
        var (one, many) = (await GivenProperty(), await GivenProperty());
        await GivenLiking(one, "high");
        for (var i = 0; i < 4; i++)
            await GivenLiking(many, "low");

        (await Suggested()).ShouldBe([many, one]);
    }

    [Test]
    public async Task What_was_liked_lately_comes_before_what_was_liked_long_ago()
    {
        var (old, recent) = (await GivenProperty(), await GivenProperty());
        await GivenLiking(old, "medium");
        Clock.Advance(TimeSpan.FromDays(30));
        await GivenLiking(recent, "medium");

        (await Suggested()).ShouldBe([recent, old]);
    }

    [Test]
    public async Task An_inactive_property_is_never_suggested()
    {
        await GivenLiking(await GivenProperty(active: false), "high");
        await GivenProperty(area: "Dubai Marina", type: "apartment", price: 1_000_000, active: false);

        (await Suggested()).ShouldBeEmpty();
    }

    [Test]
    public async Task Only_people_with_a_similar_profile_count()
    {
        var property = await GivenProperty();
        await GivenLiking(property, "high", data => data["property_type"] = "villa");
        await GivenLiking(property, "high", data => data["preferred_areas"] = new[] { "Al Barsha" });
        await GivenLiking(
            property,
            "high",
            data =>
            {
                data["budget_min"] = 1_500_000.01m;
                data["budget_max"] = 9_000_000;
            }
        );
        await GivenLiking(
            property,
            "high",
            data =>
            {
                data["budget_min"] = 1;
                data["budget_max"] = 799_999;
            }
        );

        (await Suggested()).ShouldBeEmpty();

        await GivenLiking(property, "low", data => data["preferred_areas"] = new[] { "dubai  MARINA" });
        (await Suggested()).ShouldBe([property]);
    }

    [TestCase("lost", 0), TestCase("converted", 1)]
    public async Task Open_and_converted_leads_count_and_lost_ones_do_not(string status, int suggestions)
    {
        var property = await GivenProperty();
        var lead = await GivenLiking(property, "high");
        string[] steps =
            status == "lost" ? ["lost"] : ["contacted", "qualified", "viewing_scheduled", "negotiation", "converted"];
        foreach (var step in steps)
            await Database.Execute("update leads set status = @step where id = @lead", new { step, lead });

        (await Suggested()).Length.ShouldBe(suggestions);
    }

    [Test]
    public async Task The_catalogue_fills_up_to_five_with_the_wanted_areas_first()
    {
        var liked = await GivenProperty();
        await GivenLiking(liked, "low");
        List<Guid> inArea = [];
        for (var i = 0; i < 3; i++)
            inArea.Add(await GivenProperty("Dubai Marina", "apartment", 900_000));
        List<Guid> elsewhere = [];
        for (var i = 0; i < 3; i++)
            elsewhere.Add(await GivenProperty("Al Barsha", "apartment", 1_500_000));
        await GivenProperty("Dubai Marina", "apartment", 1_500_001);
        await GivenProperty("Dubai Marina", "apartment", 799_999);
        await GivenProperty("Dubai Marina", "villa", 900_000);
        await GivenProperty("Dubai Marina", "apartment", 900_000, "rent");

        var suggested = await Suggested();

        suggested.Length.ShouldBe(5);
        suggested[0].ShouldBe(liked);
        suggested[1..4].ShouldBe(inArea, ignoreOrder: true);
        elsewhere.ShouldContain(suggested[4]);
    }

    [Test]
    public async Task A_liked_property_from_the_catalogue_is_named_once()
    {
        var property = await GivenProperty("Dubai Marina", "apartment", 900_000);
        await GivenLiking(property, "high");
        await GivenLiking(property, "high");

        (await Suggested()).ShouldBe([property]);
    }

    [TestCase("rent", "rent"), TestCase("let", "rent"), TestCase("buy", "buy"), TestCase("invest", "buy")]
    public async Task Who_rents_is_shown_what_is_to_rent(string purpose, string shown)
    {
        var toRent = await GivenProperty("Dubai Marina", "apartment", 900_000, "rent");
        var toBuy = await GivenProperty("Dubai Marina", "apartment", 900_000);

        (await Suggested(data => data["purpose"] = purpose)).ShouldBe([shown == "rent" ? toRent : toBuy]);
    }

    private async Task<Guid[]> Suggested(Action<Dictionary<string, object?>>? with = null) =>
        [
            .. (await Captured(Inquiry(with: with)))
                .GetProperty("suggested_properties")
                .EnumerateArray()
                .Select(p => p.GetGuid()),
        ];

    // Outside the profile unless said otherwise, so that the catalogue does not offer it by itself.
    private async Task<Guid> GivenProperty(
        string area = "Palm Jumeirah",
        string type = "villa",
        decimal price = 9_000_000,
        string purpose = "buy",
        bool active = true
    )
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, created_at, updated_at)
            values (@id, 'A home', @area, @type, @price, @purpose, @active, now(), now())
            """,
            new
            {
                id,
                area,
                type,
                price,
                purpose,
                active,
            }
        );
        return id;
    }

    private async Task<Guid> GivenLiking(Guid property, string level, Action<Dictionary<string, object?>>? with = null)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var lead = LeadIn(await Captured(Inquiry(with: with)));
        await Database.Execute(
            "insert into lead_property_interests values (@lead, @property, @level, now(), now())",
            new
            {
                lead,
                property,
                level,
            }
        );
        return lead;
    }
}
