using System.Data.Common;
using System.Globalization;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Intake;

/// <summary>The refused inquiries, the latest refusal first.</summary>
/// <param name="Page">Which part.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Status">Only those that stand so.</param>
/// <param name="Reason">Only those refused last with this slug.</param>
/// <param name="Door">Only those that came to this path.</param>
/// <param name="DateFrom">First day of the last refusal, Asia/Dubai.</param>
/// <param name="DateTo">Last day of it, Asia/Dubai, inclusive.</param>
public sealed record ListInquiries(
    PageRequest Page,
    string? Cursor,
    IntakeStatus? Status,
    string? Reason,
    string? Door,
    DateOnly? DateFrom,
    DateOnly? DateTo
) : IQuery<Page<InquiryView>>;

internal sealed class ListInquiriesValidator : AbstractValidator<ListInquiries>
{
    public ListInquiriesValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        RuleFor(q => q.Cursor)
            .Must(c => c is null || InquiryCursor.TryParse(c, out _))
            .OverridePropertyName("cursor")
            .WithMessage("This is no cursor of this list; take next_cursor as it is.");
    }
}

internal sealed class ListInquiriesHandler(DbDataSource db) : IRequestHandler<ListInquiries, Page<InquiryView>>
{
    private const string Wanted = """
        where i.status = coalesce(@Status, i.status)
          and i.reason = coalesce(nullif(@Reason, ''), i.reason)
          and i.door = coalesce(nullif(@Door, ''), i.door)
          and i.last_at >= coalesce(@DateFrom::date::timestamp at time zone 'Asia/Dubai', '-infinity')
          and i.last_at < coalesce((@DateTo::date + 1)::timestamp at time zone 'Asia/Dubai', 'infinity')
        """;

    private const string Sql = $"""
        select count(*) from intake i {Wanted};
        {InquiryRow.Select}
        {Wanted} and (i.last_at < @LastAt or i.last_at = @LastAt and i.id > @Id)
         order by i.last_at desc, i.id
        offset @Skip limit @Limit
        """;

    public async Task<Page<InquiryView>> Handle(ListInquiries request, CancellationToken cancellationToken)
    {
        var after =
            request.Cursor is { } cursor && InquiryCursor.TryParse(cursor, out var last)
                ? last
                : InquiryCursor.Beginning;
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var grid = await connection.QueryMultipleAsync(
            new(
                Sql,
                new
                {
                    Status = request.Status?.Spelled(),
                    request.Reason,
                    request.Door,
                    DateFrom = Iso(request.DateFrom),
                    DateTo = Iso(request.DateTo),
                    LastAt = after.LastAt.UtcDateTime,
                    after.Id,
                    request.Page.Skip,
                    request.Page.Limit,
                },
                cancellationToken: cancellationToken
            )
        );
        var total = await grid.ReadSingleAsync<long>();
        var rows = (await grid.ReadAsync<InquiryRow>()).ToList();
        var next = rows.Count == request.Page.Limit ? new InquiryCursor(rows[^1].LastAt, rows[^1].IntakeId) : null;
        return request.Page.Holding([.. rows.Select(r => r.ToView())], total, next?.ToString());
    }

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The last row of a page: microseconds since 1970 and its id.</summary>
internal sealed record InquiryCursor(DateTimeOffset LastAt, Guid Id)
{
    /// <summary>In front of every row.</summary>
    public static InquiryCursor Beginning { get; } = new(DateTimeOffset.MaxValue, Guid.Empty);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(LastAt - DateTimeOffset.UnixEpoch).Ticks / 10}-{Id:N}");

    public static bool TryParse(string text, out InquiryCursor cursor)
    {
        cursor = Beginning;
        var parts = text.Split('-');
        if (
            parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            || microseconds > (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / 10
            || !Guid.TryParseExact(parts[1], "N", out var id)
        )
            return false;
        cursor = new(DateTimeOffset.UnixEpoch.AddTicks(microseconds * 10), id);
        return true;
    }
}
