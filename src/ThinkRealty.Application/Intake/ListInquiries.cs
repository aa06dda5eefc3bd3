using System.Data.Common;
using System.Globalization;
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
        this.CursorIsOfThisList(q => q.Cursor);
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
        {Wanted} and (i.last_at, i.id) < (@At, @Id)
         order by i.last_at desc, i.id desc
        offset @Skip limit @Limit
        """;

    public async Task<Page<InquiryView>> Handle(ListInquiries request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var page = await connection.ReadPageAsync<InquiryRow>(
            Sql,
            new
            {
                Status = request.Status?.Spelled(),
                request.Reason,
                request.Door,
                DateFrom = Iso(request.DateFrom),
                DateTo = Iso(request.DateTo),
            },
            request.Page,
            Walk.Read(request.Cursor, Walk.Down)!,
            row => new(row.LastAt, row.IntakeId),
            cancellationToken
        );
        return new([.. page.Data.Select(row => row.ToView())], page.Total, page.Skip, page.Limit, page.NextCursor);
    }

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
