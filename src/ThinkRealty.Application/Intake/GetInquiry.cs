using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Intake;

/// <summary>One refused inquiry.</summary>
/// <exception cref="DomainException"><c>intake_not_found</c>.</exception>
public sealed record GetInquiry(Guid IntakeId) : IQuery<InquiryView>;

internal sealed class GetInquiryHandler(DbDataSource db) : IRequestHandler<GetInquiry, InquiryView>
{
    private const string Sql = $"{InquiryRow.Select} where i.id = @IntakeId";

    public async Task<InquiryView> Handle(GetInquiry request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<InquiryRow>(
            new(Sql, request, cancellationToken: cancellationToken)
        );
        return (row ?? throw IntakeErrors.NotFound()).ToView();
    }
}
