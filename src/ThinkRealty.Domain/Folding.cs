namespace ThinkRealty.Domain;

/// <summary>How words that people type freely are compared.</summary>
public static class Folding
{
    /// <summary>Trimmed, in lower case, with single spaces inside.</summary>
    public static string Folded(this string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
