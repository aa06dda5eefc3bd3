using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Intake;

/// <summary>What was sent to which door, for sending it again.</summary>
/// <exception cref="DomainException"><c>intake_not_found</c>.</exception>
public sealed record InquiryAsReceived(Guid IntakeId) : IQuery<ReceivedInquiry>;

/// <summary>An inquiry to the letter.</summary>
public sealed record ReceivedInquiry
{
    public string Door { get; init; } = "";
    public string Body { get; init; } = "";
    public IntakeStatus Status { get; init; }
}

internal sealed class InquiryAsReceivedHandler(DbDataSource db) : IRequestHandler<InquiryAsReceived, ReceivedInquiry>
{
    private const string Sql = "select door, body, status from intake where id = @IntakeId";

    public async Task<ReceivedInquiry> Handle(InquiryAsReceived request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ReceivedInquiry>(
                new(Sql, request, cancellationToken: cancellationToken)
            ) ?? throw IntakeErrors.NotFound();
    }
}
