namespace ThinkRealty.Application.Pipeline;

// A field of a partial change: absent means "leave it", null means "clear it". Where a text or list may not be cleared,
// the validator says so; a value type that is not nullable refuses null by itself. This is no XML documentation, because
// OpenAPI would show it in place of what is missing at the field.
public readonly record struct Patch<T>(T Value)
{
    /// <summary>Whether the field was sent at all, be it with null.</summary>
    public bool HasValue { get; } = true;

    /// <summary>The value sent, or what stands there already.</summary>
    public T Or(T present) => HasValue ? Value : present;

    public static implicit operator Patch<T>(T value) => new(value);
}
