using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Tests.Leads;

/// <summary>The other ways to reach a person (rules §3).</summary>
public sealed class AddressesTests
{
    [TestCase("dubai.homes", "dubai.homes")]
    [TestCase("  @Dubai_Homes ", "dubai_homes")]
    [TestCase("https://www.instagram.com/Dubai_Homes/", "dubai_homes")]
    [TestCase("http://instagram.com/dubai_homes", "dubai_homes")]
    [TestCase("instagram.com/dubai_homes?igsh=abc", "dubai_homes")]
    [TestCase("https://instagram.com/dubai_homes/?hl=en", "dubai_homes")]
    [TestCase("HTTPS://INSTAGRAM.COM/DUBAI", "dubai")]
    [TestCase("7", "7")]
    [TestCase("abcdefghijklmnopqrstuvwxyz._123", null)]
    [TestCase("abcdefghijklmnopqrstuvwxyz._12", "abcdefghijklmnopqrstuvwxyz._12")]
    [TestCase("", null)]
    [TestCase("@", null)]
    [TestCase(null, null)]
    [TestCase("two words", null)]
    [TestCase("@@dubai", null)]
    [TestCase("dubai-homes", null)]
    [TestCase("دبي", null)]
    [TestCase("dubai\0", null)]
    [TestCase("https://www.instagram.com/", null)]
    [TestCase("https://instagram.com/p/Cabc123/", null)]
    [TestCase("https://example.com/dubai", null)]
    [TestCase("\u200e@dubai\u202c", "dubai")]
    [TestCase("12345678901234", "12345678901234")]
    [TestCase("123456789012345", null, Description = "an id of Instagram's own (IGSID)")]
    [TestCase("@17841400008460056", null)]
    [TestCase("https://instagram.com/17841400008460056", null)]
    [TestCase("17841400008460056.", "17841400008460056.")]
    public void An_Instagram_handle_is_bare_and_in_lower_case(string? text, string? handle)
    {
        InstagramHandle.TryParse(text, out var parsed).ShouldBe(handle is not null);
        parsed.Value.ShouldBe(handle);
    }

    [TestCase(" Ahmed@Email.COM ", "ahmed@email.com")]
    [TestCase("a@b.ae", "a@b.ae")]
    [TestCase("mailto:a@b.co", "a@b.co")]
    [TestCase(" MailTo:  A@B.co ", "a@b.co")]
    [TestCase("mailto:mailto:a@b.co", "a@b.co")]
    [TestCase("mailto:a@b.co?subject=Two%20rooms", "a@b.co")]
    [TestCase("mailto:", null)]
    [TestCase("mailto:a", null)]
    [TestCase("what?@b.co", "what?@b.co", Description = "a question mark may stand in an address")]
    [TestCase("\u200ea@b.co\u202c\ufeff", "a@b.co")]
    [TestCase("a\u200b@b.co", null)]
    [TestCase("first.last+tag@mail.example.co.ae", "first.last+tag@mail.example.co.ae")]
    [TestCase("أحمد@مثال.امارات", "أحمد@مثال.امارات")]
    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase("ahmed", null)]
    [TestCase("ahmed@", null)]
    [TestCase("@email.com", null)]
    [TestCase("ahmed@email", null)]
    [TestCase("ahmed@email.", null)]
    [TestCase("ahmed@.com", null)]
    [TestCase("ahmed@email..com", null)]
    [TestCase("ahmed@@email.com", null)]
    [TestCase("ah med@email.com", null)]
    [TestCase("ahmed@email.com\nbcc@email.com", null)]
    [TestCase("ahmed\0@email.com", null)]
    public void An_e_mail_address_is_trimmed_and_in_lower_case(string? text, string? email)
    {
        EmailAddress.TryParse(text, out var parsed).ShouldBe(email is not null);
        parsed.Value.ShouldBe(email);
    }

    [TestCase(254, true)]
    [TestCase(255, false)]
    public void An_e_mail_address_has_at_most_254_characters(int length, bool fits) =>
        EmailAddress.TryParse(new string('a', length - "@email.com".Length) + "@email.com", out _).ShouldBe(fits);

    [Test]
    public void Text_that_is_too_long_is_refused_without_being_read()
    {
        var blanks = new string(' ', 1_000_000) + "x";
        EmailAddress.TryParse(blanks, out _).ShouldBeFalse();
        EmailAddress.TryParse(blanks + "@email.com", out _).ShouldBeFalse();
        InstagramHandle.TryParse(blanks, out _).ShouldBeFalse();
        InstagramHandle.TryParse($"https://instagram.com/dubai?{new string('a', 1_000_000)}", out _).ShouldBeFalse();
    }

    [Test]
    public void What_is_stored_is_not_judged_again()
    {
        EmailAddress.Stored("mailto:a@b.co").Value.ShouldBe("mailto:a@b.co");
        InstagramHandle.Stored("17841400008460056").Value.ShouldBe("17841400008460056");
    }

    [Test]
    public void What_is_none_cannot_be_parsed()
    {
        Should.Throw<FormatException>(() => EmailAddress.Parse("ahmed"));
        Should.Throw<FormatException>(() => InstagramHandle.Parse("@"));
        Should.Throw<FormatException>(() => PhoneNumber.Parse("call me"));
    }
}
