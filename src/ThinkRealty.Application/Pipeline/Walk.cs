using System.Buffers.Binary;
using System.Buffers.Text;
using FluentValidation;

namespace ThinkRealty.Application.Pipeline;

/// <summary>A row's place in a list that is ordered by a moment and an id.</summary>
internal sealed record Place(DateTimeOffset At, Guid Id)
{
    public static Place First { get; } = new(DateTimeOffset.MinValue, Guid.Empty);
    public static Place Last { get; } = new(DateTimeOffset.MaxValue, Guid.AllBitsSet);
}

/// <summary>
/// How far somebody has walked through a list. Towards new rows it also has an end, the last row when the walk began:
/// otherwise whoever adds rows while walking would never arrive.
/// </summary>
internal sealed record Walk(Place After, Place? End = null)
{
    private const int PlaceBytes = 24;

    /// <summary>A walk from the newest row to the oldest.</summary>
    public static Walk Down { get; } = new(Place.Last);

    /// <summary>A walk from the first row to the one that is last now.</summary>
    public static Walk Up { get; } = new(Place.First, Place.Last);

    /// <summary>The cursor of the next page.</summary>
    public string GoingOnAfter(Place place)
    {
        Span<byte> bytes = stackalloc byte[2 * PlaceBytes];
        Write(place, bytes);
        if (End is { } end)
            Write(end, bytes[PlaceBytes..]);
        return Base64Url.EncodeToString(bytes[..(End is null ? PlaceBytes : 2 * PlaceBytes)]);
    }

    /// <summary>Reads a cursor, or begins where there is none.</summary>
    /// <param name="cursor">As the caller sent it.</param>
    /// <param name="beginning">The direction; a cursor of the other one is none of this list.</param>
    public static Walk? Read(string? cursor, Walk beginning)
    {
        if (string.IsNullOrEmpty(cursor))
            return beginning;

        Span<byte> bytes = stackalloc byte[2 * PlaceBytes];
        var length = beginning.End is null ? PlaceBytes : 2 * PlaceBytes;
        return
            Base64Url.IsValid(cursor, out var decoded)
            && decoded == length
            && Base64Url.TryDecodeFromChars(cursor, bytes, out _)
            && ReadPlace(bytes) is { } after
            ? beginning.End is null
                ? new(after)
                : ReadPlace(bytes[PlaceBytes..]) is { } end
                    ? new(after, end)
                    : null
            : null;
    }

    private static void Write(Place place, Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.At.UtcTicks);
        place.Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
    }

    private static Place? ReadPlace(ReadOnlySpan<byte> bytes)
    {
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new(new(ticks, TimeSpan.Zero), new(bytes[8..PlaceBytes], bigEndian: true))
            : null;
    }
}

internal static class WalkRules
{
    /// <summary>Refuses a cursor that this list did not give.</summary>
    public static void CursorIsOfThisList<T>(
        this AbstractValidator<T> validator,
        Func<T, string?> cursor,
        Func<T, Walk>? beginning = null
    ) =>
        validator
            .RuleFor(q => cursor(q))
            .Must((q, c) => Walk.Read(c, beginning?.Invoke(q) ?? Walk.Down) is not null)
            .OverridePropertyName("cursor")
            .WithMessage("This is no cursor of this list; take next_cursor as it is.");
}
