using System.Collections.Frozen;
using System.Text;

namespace ThinkRealty.Domain;

/// <summary>How words that people type freely are compared (rules §2): areas, nationalities, words of a rule.</summary>
/// <remarks>
/// The database's <c>fold_area</c> folds the same letters in the same way; a test compares the two letter by letter. A letter
/// that changes here needs a step of the schema.
/// </remarks>
public static class Folding
{
    private const string Article = "ال";

    // Each letter above and what it is folded to below: case, Latin letters with marks, Arabic and Persian variants, digits.
    private const string Letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
        + "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁł"
        + "ŃńŅņŇňŉŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſȘșȚțəƏ"
        + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
        + "ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
        + "أإآٱىیئؤةۀہھەکڤپچ"
        + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹";

    private const string Images =
        "abcdefghijklmnopqrstuvwxyz"
        + "aaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuyty"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
        + "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsssttee"
        + "αβγδεζηθικλμνξοπρστυφχψω"
        + "ѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя"
        + "اااايييوهههههكفبج"
        + "01234567890123456789";

    private static readonly FrozenDictionary<char, char> ByLetter = Letters
        .Zip(Images, KeyValuePair.Create)
        .ToFrozenDictionary();

    /// <summary>
    /// Without case, accents, Arabic marks and letter variants, tatweel, hamza, the article ال and dots; with western digits,
    /// and one space for whatever else stands between words. A text without any word is itself.
    /// </summary>
    public static string Folded(this string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (Separates(letter))
                folded.Append(' ');
            else if (!IsDropped(letter))
                folded.Append(ByLetter.GetValueOrDefault(letter, letter));

        var words = folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? text : string.Join(' ', words.Select(WithoutArticle));
    }

    private static string WithoutArticle(string word)
    {
        while (
            word.StartsWith(Article, StringComparison.Ordinal)
            && word.Length >= 4
            && IsArabic(word[2])
            && IsArabic(word[3])
        )
            word = word[Article.Length..];
        return word;
    }

    private static bool IsArabic(char letter) => letter is >= '\u0621' and <= '\u064A';

    // Spaces, control characters, and the punctuation that divides words.
    private static bool Separates(char letter) =>
        letter
            is <= ' '
                or '!'
                or (>= '#' and <= '&')
                or (>= '(' and <= '-')
                or '/'
                or (>= ':' and <= '@')
                or (>= '[' and <= '_')
                or (>= '{' and <= '\u00A0')
                or '\u060C'
                or '\u061B'
                or '\u1680'
                or (>= '\u2000' and <= '\u200A')
                or (>= '\u2010' and <= '\u2015')
                or '\u2028'
                or '\u2029'
                or '\u202F'
                or '\u205F'
                or '\u2212'
                or '\u3000';

    // Dots, quotes and apostrophes, marks on letters, the hamza alone, tatweel, and what cannot be seen.
    private static bool IsDropped(char letter) =>
        letter
            is '.'
                or '"'
                or '\''
                or '`'
                or '\u00AD'
                or '\u00B4'
                or (>= '\u02B9' and <= '\u02BF')
                or (>= '\u0300' and <= '\u036F')
                or (>= '\u0610' and <= '\u061A')
                or '\u061C'
                or '\u0621'
                or '\u0640'
                or (>= '\u064B' and <= '\u065F')
                or '\u0670'
                or (>= '\u06D6' and <= '\u06DC')
                or (>= '\u06DF' and <= '\u06E4')
                or '\u06E7'
                or '\u06E8'
                or (>= '\u06EA' and <= '\u06ED')
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u2018' and <= '\u201F')
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2060' and <= '\u2069')
                or (>= '\uFE00' and <= '\uFE0F')
                or '\uFEFF';
}
