namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// A reference of somebody else's system. It is never a reason to refuse: a number is kept as text, and a text that is too
/// long keeps its beginning.
/// </summary>
/// <param name="longest">Characters that are kept.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceAttribute(int longest) : Attribute
{
    /// <summary>Characters that are kept.</summary>
    public int Longest { get; } = longest;
}

/// <summary>A number of bedrooms: <c>Studio</c> is read as 0 (rules §3).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StudioIsZeroAttribute : Attribute;
