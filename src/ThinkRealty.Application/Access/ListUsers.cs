using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Access;

/// <summary>All users, oldest first.</summary>
public sealed record ListUsers(PageRequest Page) : IQuery<Page<UserView>>;

internal sealed class ListUsersValidator : AbstractValidator<ListUsers>
{
    public ListUsersValidator() => this.PageIsWithinLimits(q => q.Page);
}

internal sealed class ListUsersHandler(DbDataSource db) : IRequestHandler<ListUsers, Page<UserView>>
{
    private const string Sql = $"""
        select count(*) from users;
        select {UserView.Columns} from users u order by u.created_at, u.id offset @Skip limit @Limit
        """;

    public async Task<Page<UserView>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var grid = await connection.QueryMultipleAsync(
            new(Sql, request.Page, cancellationToken: cancellationToken)
        );
        var total = await grid.ReadSingleAsync<long>();
        return request.Page.Holding([.. await grid.ReadAsync<UserView>()], total);
    }
}
