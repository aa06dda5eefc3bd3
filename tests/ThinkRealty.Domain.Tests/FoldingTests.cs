using NUnit.Framework;
using Shouldly;
using Law = FsCheck.NUnit.PropertyAttribute;

namespace ThinkRealty.Domain.Tests;

/// <summary>Free words are one where people mean one (rules §2).</summary>
public sealed class FoldingTests
{
    [TestCase("  Dubai \t MARINA ", "dubai marina")]
    [TestCase("Al-Wasl", "al wasl")]
    [TestCase("J.V.C.", "jvc")]
    [TestCase("Za'abeel", "zaabeel")]
    [TestCase("Za’abeel", "zaabeel")]
    [TestCase("Jumeirah (JVC), Dubai", "jumeirah jvc dubai")]
    [TestCase("Türkiye", "turkiye")]
    [TestCase("Tu\u0308rkiye", "turkiye")]
    [TestCase("Cité d'Or", "cite dor")]
    [TestCase("МОСКВА", "москва")]
    [TestCase("أبراج", "ابراج")]
    [TestCase("إمارات آل", "امارات ال")]
    [TestCase("جبل على", "جبل علي")]
    [TestCase("سقیم", "سقيم")]
    [TestCase("قرية", "قريه")]
    [TestCase("مؤسسة", "موسسه")]
    [TestCase("شاطئ", "شاطي")]
    [TestCase("مَرْسَى", "مرسي")]
    [TestCase("مـرسـى", "مرسي")]
    [TestCase("البرشاء", "برشا")]
    [TestCase("الخليج التجاري", "خليج تجاري")]
    [TestCase("المرحلة ٢", "مرحله 2")]
    [TestCase("مرحله ۲", "مرحله 2")]
    [TestCase("کریم", "كريم")]
    [TestCase("ال", "ال")]
    [TestCase("الف", "الف")]
    [TestCase("\u200fدبي\u200e", "دبي")]
    [TestCase("...", "...")]
    [TestCase("", "")]
    public void A_word_is_compared_by_its_letters(string text, string folded) => text.Folded().ShouldBe(folded);

    [Law]
    public bool What_is_folded_stays_as_it_is(string? text) => (text ?? "").Folded().Folded() == (text ?? "").Folded();
}
