using System.Text.Json.Serialization;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Leads;

/// <summary>A note on a lead, in its newest words.</summary>
public sealed record NoteView : IWarns
{
    /// <summary>The note; stays when it is corrected.</summary>
    public Guid NoteId { get; init; }

    /// <summary>The words.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The older name of `notes`, with the same text.</summary>
    public string Note => Notes;

    /// <summary>Who wrote it; null: the program itself.</summary>
    public Actor? Author => Actor.Of(AuthorUserId, AuthorName);

    /// <summary>When it was written, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last corrected, UTC; when it was written, if never.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }

    internal Guid? AuthorUserId { get; init; }
    internal string? AuthorName { get; init; }

    /// <summary>One that has just been added.</summary>
    public static NoteView Of(AddedNote added, UserView author) =>
        new()
        {
            NoteId = added.NoteId,
            Notes = added.Words,
            AuthorUserId = added.AuthorUserId,
            AuthorName = author.FullName,
            CreatedAt = added.At,
            UpdatedAt = added.At,
        };

    /// <summary>The notes that stand; those that are struck out are none. Go on with <c>and …</c> about <c>n</c>.</summary>
    internal const string Select = """
        select n.id as note_id, case when r.id is null then n.notes else r.notes end as notes,
               case when k.id is null then n.recorded_by end as author_user_id, coalesce(u.full_name, k.name) as author_name,
               n.recorded_at as created_at, coalesce(r.recorded_at, n.recorded_at) as updated_at
          from lead_activities n
          left join lateral (select r.id, r.notes, r.recorded_at from lead_activities r
                              where r.revises = n.id order by r.recorded_at desc, r.id desc limit 1) r on true
          left join users u on u.id = n.recorded_by
          left join api_keys k on k.id = n.recorded_by
         where n.type = 'note' and n.revises is null and (r.id is null or r.notes is not null)
        """;
}
