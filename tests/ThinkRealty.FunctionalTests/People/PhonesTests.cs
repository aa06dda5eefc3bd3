namespace ThinkRealty.FunctionalTests.People;

/// <summary>Phone and WhatsApp numbers on every endpoint that takes one (rules §3); their forms have tests of the Domain.</summary>
public sealed class PhonesTests : PeopleTest
{
    private static readonly (string Sent, string Stored)[] Accepted =
    [
        ("\u202a+971 50 123 4567\u202c", "+971501234567"),
        ("050–123–4567", "+971501234567"),
        ("[050] 123 4567", "+971501234567"),
        ("٠٥٠ ١٢٣ ٤٥٦٧", "+971501234567"),
        ("'0501234567,", "+971501234567"),
        ("tel:+971-50-123-4567", "+971501234567"),
        ("https://wa.me/971501234567", "+971501234567"),
        ("+44 (0)20 7946 1382", "+442079461382"),
        ("+44 (0)7911 750425", "+447911750425"),
        ("+39 06 698 12345", "+390669812345"),
    ];

    private static readonly (string Sent, string Problem)[] Refused =
    [
        ("050123456", "one digit is missing"),
        ("+97150123456", "one digit is missing"),
        ("05012345", "too short"),
        ("05012345678", "one digit too many"),
        ("+44 20 7946 1382 55 66", "too long"),
        ("447911123456", "no country code"),
        ("050 CALL 123", "letters"),
        ("050 123 4567 / 055 123 4567", "only digits"),
    ];

    [TestCaseSource(nameof(PhonePlaces))]
    public async Task A_number_is_stored_as_E164_however_it_is_written(Place place)
    {
        foreach (var (sent, stored) in Accepted)
            (await Stored(place, await Send(place, sent))).ShouldBe(stored, sent);
    }

    [TestCaseSource(nameof(PhonePlaces))]
    public async Task A_number_that_cannot_be_one_is_refused_with_the_problem(Place place)
    {
        foreach (var (sent, problem) in Refused)
            (await Complaint(place, await Send(place, sent))).ShouldContain(problem, Case.Sensitive, sent);
    }

    [Test]
    public async Task A_number_with_its_trunk_zero_is_a_duplicate_of_the_same_number_without()
    {
        var first = LeadIn(await Json(await Capture(Inquiry("+44 20 7946 1382"))));

        var again = await Capture(Inquiry("+44 (0)20 7946 1382"));

        await ShouldBeProblem(again, 409, "duplicate_lead");
        (await Json(again)).GetProperty("existing_lead_id").GetGuid().ShouldBe(first);
    }
}
