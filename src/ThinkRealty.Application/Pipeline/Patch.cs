namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// A field of a partial change: absent means "leave it", null means "clear it". Where a value may not be cleared, the
/// validator says so (a value type that is not nullable refuses null by itself).
/// </summary>
public readonly record struct Patch<T>(T Value)
{
    /// <summary>Whether the field was sent at all, be it with null.</summary>
    public bool HasValue { get; } = true;

    /// <summary>The value sent, or what stands there already.</summary>
    public T Or(T present) => HasValue ? Value : present;

    public static implicit operator Patch<T>(T value) => new(value);
}
