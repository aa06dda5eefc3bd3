using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>Ends a sign-in with every token of it. One that is over already stays so.</summary>
public sealed record EndSignIn(Guid SignInId) : IRequest<Unit>;

internal sealed class EndSignInHandler(DbDataSource db, TimeProvider clock) : IRequestHandler<EndSignIn, Unit>
{
    private const string Sql = "update sign_ins set revoked_at = @Now where revoked_at is null and id = @SignInId";

    public async Task<Unit> Handle(EndSignIn request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var values = new { request.SignInId, Now = clock.Now() };
        await connection.ExecuteAsync(new(Sql, values, cancellationToken: cancellationToken));
        return Unit.Value;
    }
}
