using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Ends the sign-in that a refresh token belongs to, with every token of it. An unknown token is as good as an ended one.
/// </summary>
public sealed record SignOut(string RefreshToken) : IRequest<Unit>;

internal sealed class SignOutValidator : AbstractValidator<SignOut>
{
    public SignOutValidator() => RuleFor(c => c.RefreshToken).NotEmpty().MaximumLength(200);
}

internal sealed class SignOutHandler(DbDataSource db, TimeProvider clock) : IRequestHandler<SignOut, Unit>
{
    private const string Sql = """
        update sign_ins set revoked_at = @Now
         where revoked_at is null and id = (select sign_in_id from refresh_tokens where token_hash = @Hash)
        """;

    public async Task<Unit> Handle(SignOut request, CancellationToken cancellationToken)
    {
        var values = new { Hash = OpaqueToken.Hash(request.RefreshToken), Now = clock.Now() };
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new(Sql, values, cancellationToken: cancellationToken));
        return Unit.Value;
    }
}
