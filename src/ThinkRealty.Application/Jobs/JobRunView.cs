using System.Text.Json;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>One run of a job.</summary>
public sealed record JobRunView
{
    /// <summary>This run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The job's name.</summary>
    public required string Job { get; init; }

    /// <summary>The node that did it.</summary>
    public required string Node { get; init; }

    /// <summary>Why it was begun.</summary>
    public required RunCause Cause { get; init; }

    /// <summary>1, and one more for each time it was tried again.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it was due, by the scheduler's clock.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Who wanted it; null: nobody in particular.</summary>
    public Actor? RequestedBy { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Milliseconds from beginning to end; null while it runs.</summary>
    public long? DurationMs { get; init; }

    public required RunOutcome Outcome { get; init; }
    public required RunCounts Counts { get; init; }

    /// <summary>What went wrong, where something did.</summary>
    public string? Error { get; init; }

    /// <summary>Under which its log lines are found.</summary>
    public required string TraceId { get; init; }
}

/// <summary>What a run has done; while it runs, so far.</summary>
/// <param name="Seen">Things looked at.</param>
/// <param name="Changed">Of these, how many are different now.</param>
/// <param name="Skipped">The others, by reason.</param>
/// <param name="Expected">Things there were to be looked at when it began; null where it did not count them.</param>
public sealed record RunCounts(long Seen, long Changed, IReadOnlyDictionary<string, long> Skipped, long? Expected);

/// <summary>A row of <c>job_runs</c>.</summary>
internal sealed record JobRunRow
{
    /// <summary>A run is <c>r</c>.</summary>
    public const string Columns = """
        r.id, r.job, r.node, r.cause, r.attempt, r.due_at, r.requested_by, u.full_name as requested_by_name, r.started_at,
        r.finished_at, r.duration_ms, r.outcome, r.seen, r.changed, r.skipped::text as skipped, r.expected, r.error,
        r.trace_id
        """;

    public Guid Id { get; init; }
    public string Job { get; init; } = "";
    public string Node { get; init; } = "";
    public string Cause { get; init; } = "";
    public int Attempt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public Guid? RequestedBy { get; init; }
    public string? RequestedByName { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public long? DurationMs { get; init; }
    public string Outcome { get; init; } = "";
    public long Seen { get; init; }
    public long Changed { get; init; }
    public string Skipped { get; init; } = "{}";
    public long? Expected { get; init; }
    public string? Error { get; init; }
    public string TraceId { get; init; } = "";

    public JobRunView ToView() =>
        new()
        {
            RunId = Id,
            Job = Job,
            Node = Node,
            Cause = Spelling<RunCause>.Parse(Cause),
            Attempt = Attempt,
            DueAt = DueAt,
            RequestedBy = Actor.Of(RequestedBy, RequestedByName),
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            DurationMs = DurationMs,
            Outcome = Spelling<RunOutcome>.Parse(Outcome),
            Counts = new(Seen, Changed, JsonSerializer.Deserialize<Dictionary<string, long>>(Skipped)!, Expected),
            Error = Error,
            TraceId = TraceId,
        };
}
