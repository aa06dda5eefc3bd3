using System.Net;
using ThinkRealty.FunctionalTests.JobsPage;

namespace ThinkRealty.FunctionalTests.People;

/// <summary>E-mail addresses and Instagram handles on every endpoint that takes one (rules §3).</summary>
public sealed class EmailsTests : PeopleTest
{
    private static readonly string[] Accepted =
    [
        "mailto:{0}",
        "MAILTO:{0}",
        " mailto: {0} ",
        "mailto:{0}?subject=Two%20rooms",
        "\u200e{0}\u202c",
    ];

    [TestCaseSource(nameof(EmailPlaces))]
    public async Task An_address_is_stored_trimmed_without_mailto_and_in_lower_case(Place place)
    {
        foreach (var written in Accepted)
        {
            var email = NewEmail();
            var sent = string.Format(null, written, email.Replace("thinkrealty", "ThinkRealty"));
            (await Stored(place, await Send(place, sent))).ShouldBe(email, sent);
        }
    }

    [TestCaseSource(nameof(EmailPlaces))]
    public async Task What_is_not_an_address_is_refused(Place place)
    {
        foreach (
            var sent in (string[])
                ["mailto:", "mailto:nobody", "nobody", "a@b", "a b@c.ae", new string('a', 250) + "@b.ae"]
        )
            (await Complaint(place, await Send(place, sent))).ShouldContain(
                "not an e-mail address",
                Case.Sensitive,
                sent
            );
    }

    [TestCase("mailto:{0}"), TestCase(" MailTo:{0} ")]
    public async Task People_sign_in_with_any_spelling_of_their_address(string written)
    {
        var sent = string.Format(null, written, AdminEmail.ToUpperInvariant());

        (await TryToSignIn(sent)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await FormClient.SignedInAsync(Api.BaseAddress!, sent, Password)).Dispose();
    }

    [TestCase("@Dubai.Homes", "dubai.homes"), TestCase("\u200e@dubai_homes\u202c", "dubai_homes")]
    [
        TestCase("https://instagram.com/dubai.homes?igsh=abc", "dubai.homes"),
        TestCase("12345678901234", "12345678901234")
    ]
    public async Task A_handle_is_stored_bare(string sent, string stored)
    {
        var place = new Place(Door.Capture, "instagram_handle");
        (await Stored(place, await Send(place, sent))).ShouldBe(stored);
    }

    [TestCase("17841400008460056"), TestCase("@123456789012345")]
    public async Task Instagrams_own_id_of_a_person_is_not_a_handle(string sent)
    {
        var place = new Place(Door.Capture, "instagram_handle");
        (await Complaint(place, await Send(place, sent))).ShouldContain("Instagram's own id");
    }
}
