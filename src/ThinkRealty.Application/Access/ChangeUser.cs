using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Changes what is given and leaves the rest. A new password and a deactivation end the user's sign-ins; a role other than
/// agent gives up the agent.
/// </summary>
/// <exception cref="DomainException">
/// <c>user_not_found</c>; <c>last_admin</c>: nobody could manage users any more; <c>duplicate_user</c>: the agent has a user;
/// <c>agent_not_found</c>.
/// </exception>
public sealed record ChangeUser(Guid UserId, string? FullName, string? Password, Role? Role, Guid? AgentId, bool? IsActive)
    : ICommand<UserView>;

internal sealed class ChangeUserValidator : AbstractValidator<ChangeUser>
{
    public ChangeUserValidator()
    {
        RuleFor(c => c.FullName).AName().When(c => c.FullName is not null);
        RuleFor(c => c.Password).ANewPassword().When(c => c.Password is not null);
        RuleFor(c => c.Role).IsInEnum();
    }
}

internal sealed class ChangeUserHandler(IUserRepository users, IPasswords passwords, TimeProvider clock)
    : IRequestHandler<ChangeUser, UserView>
{
    public async Task<UserView> Handle(ChangeUser command, CancellationToken cancellationToken)
    {
        // The admins before the user, always in this order, so that parallel changes queue up.
        var mayCostAnAdmin = command.IsActive == false || command.Role is not (null or Role.Admin);
        var admins = mayCostAnAdmin ? await users.LockActiveAdminsAsync(cancellationToken) : 0;
        var user = await users.FindAsync(new(command.UserId), cancellationToken) ?? throw AccessErrors.UserNotFound();

        var wasActiveAdmin = user.IsActiveAdmin;
        await ApplyAsync(command, user, cancellationToken);
        if (wasActiveAdmin && !user.IsActiveAdmin && admins <= 1)
            throw AccessErrors.LastAdmin();
        return UserView.Of(user);
    }

    private async Task ApplyAsync(ChangeUser command, User user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (command.FullName is { } fullName)
            user.Rename(fullName, now);
        if (command.Role is not null || command.AgentId is not null)
            user.BecomeA(command.Role ?? user.Role, command.AgentId, now);
        if (command.Password is { } password)
            user.ChangePassword(passwords.Hash(password), now);
        if (command.IsActive == true)
            user.Activate(now);
        if (command.IsActive == false)
            user.Deactivate(now);
        if (command.Password is not null || command.IsActive == false)
            await users.EndSignInsAsync(user.Id, now, cancellationToken);
    }
}
