using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ThinkRealty.Api.Json;

/// <summary>
/// Looks once through a JSON body before it is read. Blank values become null and blank elements of lists are left out
/// (rules §3), whatever the field; fields that the endpoint does not know, and references that are too long, become
/// warnings. A body that is not complete JSON stays as it is: the reader will say so.
/// </summary>
internal sealed class BodyScan
{
    /// <summary>Unknown fields that are named; more are counted.</summary>
    public const int MostNamed = 20;

    /// <summary>Characters that are shown of an unknown field.</summary>
    public const int LongestNamed = 100;

    private const string Null = "null";

    private readonly List<string> _warnings = [];
    private readonly List<(int From, int To, string Instead)> _changes = [];
    private int _unknown;

    private BodyScan() { }

    /// <summary>The body with null for blank values; null where nothing had to change.</summary>
    public byte[]? Cleaned { get; private set; }

    /// <summary>Each as <c>slug: detail</c>.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Looks through a body.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="form">What the endpoint knows; null where it takes any JSON.</param>
    public static BodyScan Of(ReadOnlySpan<byte> json, BodyForm? form)
    {
        json = WithoutMark(json);
        var scan = new BodyScan();
        try
        {
            scan.Read(json, form);
        }
        catch (JsonException)
        {
            return new();
        }

        if (scan._unknown > MostNamed)
            scan._warnings.Add($"unknown_fields: {scan._unknown - MostNamed} more");
        if (scan._changes.Count > 0)
            scan.Cleaned = scan.Changed(json);
        return scan;
    }

    /// <summary>The text after a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) =>
        json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;

    private void Read(ReadOnlySpan<byte> json, BodyForm? form)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = WireJson.Options.MaxDepth });
        Frame? top = null;
        BodyField? field = null;
        while (reader.Read())
        {
            var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    field = top!.Form?.At(ref reader);
                    if (field is null && top.Form is not null)
                        NameUnknown(top, ref reader);
                    break;

                case JsonTokenType.StartObject
                or JsonTokenType.StartArray:
                    if (top is { IsList: true })
                        Keep(top, start);
                    var inner =
                        top is null ? form
                        : top.IsList ? top.Form
                        : field?.Inner;
                    top = new(top, top is { IsList: false } ? field?.Name : null, inner, start + 1)
                    {
                        IsList = reader.TokenType == JsonTokenType.StartArray,
                    };
                    break;

                case JsonTokenType.EndObject
                or JsonTokenType.EndArray:
                    if (top!.HasDropped)
                        _changes.Add((top.KeptUntil, start, ""));
                    top = top.Outer;
                    if (top is { IsList: true })
                        top.KeptUntil = end;
                    break;

                case var value when top is { IsList: true }:
                    if (value == JsonTokenType.Null || IsBlank(ref reader))
                        (top.HasDropped, top.Index) = (true, top.Index + 1);
                    else
                    {
                        Keep(top, start);
                        top.KeptUntil = end;
                    }

                    break;

                default:
                    var absent = field?.Absent ?? Null;
                    if (IsBlank(ref reader) || (reader.TokenType == JsonTokenType.Null && absent != Null))
                        _changes.Add((start, end, absent));
                    else if (field?.ReferenceLength is { } longest && LengthOf(ref reader) > longest)
                        _warnings.Add(
                            $"reference_cut: {PathOf(top!, field.Name)} keeps its first {longest} characters"
                        );
                    break;
            }
        }
    }

    // What stood between the element kept last and this one goes, down to one comma.
    private void Keep(Frame list, int start)
    {
        if (list.HasDropped)
            _changes.Add((list.KeptUntil, start, list.HasKept ? "," : ""));
        (list.HasDropped, list.HasKept) = (false, true);
        list.Index++;
    }

    private byte[] Changed(ReadOnlySpan<byte> json)
    {
        var changed = new ArrayBufferWriter<byte>(json.Length + 16);
        var copied = 0;
        foreach (var (from, to, instead) in _changes)
        {
            changed.Write(json[copied..from]);
            Encoding.UTF8.GetBytes(instead, changed);
            copied = to;
        }

        changed.Write(json[copied..]);
        return changed.WrittenSpan.ToArray();
    }

    private void NameUnknown(Frame owner, ref Utf8JsonReader reader)
    {
        if (++_unknown <= MostNamed)
            _warnings.Add($"unknown_field: {Shown(PathOf(owner, TextOf(ref reader)))}");
    }

    private static bool IsBlank(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (reader.ValueSpan.IsEmpty)
            return true;
        // Only these can begin a blank: a space, an escape, or what is not ASCII.
        return reader.ValueSpan[0] is (byte)' ' or (byte)'\\' or >= 0x80
            && string.IsNullOrWhiteSpace(TextOf(ref reader));
    }

    private static int LengthOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? TextOf(ref reader).Length : reader.ValueSpan.Length;

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // half a surrogate, or bytes that are not UTF-8
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static string PathOf(Frame owner, string name)
    {
        var path = new StringBuilder(name);
        for (var frame = owner; frame is not null; frame = frame.Outer)
            if (frame.IsList)
                path.Insert(0, $"[{frame.Index - 1}]").Insert(0, frame.Name);
            else if (frame.Name is { } field)
                path.Insert(0, '.').Insert(0, field);
            else if (frame.Outer is { IsList: true })
                path.Insert(0, '.');
        return path.ToString();
    }

    private static string Shown(string path)
    {
        var cut = path.Length > LongestNamed ? path[..LongestNamed] + "…" : path;
        return string.Create(
            cut.Length,
            cut,
            (shown, text) =>
            {
                for (var i = 0; i < text.Length; i++)
                    shown[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? '?' : text[i];
            }
        );
    }

    /// <summary>An object or list that the reader is inside of.</summary>
    private sealed class Frame(Frame? outer, string? name, BodyForm? form, int begin)
    {
        public Frame? Outer { get; } = outer;

        /// <summary>The field that it is the value of; null for an element and for the body itself.</summary>
        public string? Name { get; } = name;

        public BodyForm? Form { get; } = form;
        public bool IsList { get; init; }

        /// <summary>Elements so far, as sent.</summary>
        public int Index { get; set; }

        /// <summary>Where the element kept last ends.</summary>
        public int KeptUntil { get; set; } = begin;

        public bool HasKept { get; set; }

        /// <summary>Whether elements were left out since then.</summary>
        public bool HasDropped { get; set; }
    }
}
