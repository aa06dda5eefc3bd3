using FluentValidation;
using MediatR;
using ThinkRealty.Application.People;
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
public sealed record ChangeUser(
    Guid UserId,
    Patch<string> FullName,
    Patch<string> Password,
    Patch<Role> Role,
    Patch<Guid?> AgentId,
    Patch<bool> IsActive
) : ICommand<UserView>;

internal sealed class ChangeUserValidator : AbstractValidator<ChangeUser>
{
    public ChangeUserValidator(DemoUsers demoUsers)
    {
        RuleFor(c => c.FullName.Value).IsPersonName().OverridePropertyName("full_name").When(c => c.FullName.HasValue);
        RuleFor(c => c.Password.Value)
            .ANewPassword()
            .NotTheDemoPassword(demoUsers)
            .OverridePropertyName("password")
            .When(c => c.Password.HasValue);
    }
}

internal sealed class ChangeUserHandler(
    IUserRepository users,
    IPasswords passwords,
    DemoUsers demoUsers,
    TimeProvider clock
) : IRequestHandler<ChangeUser, UserView>
{
    public async Task<UserView> Handle(ChangeUser command, CancellationToken cancellationToken)
    {
        // The admins before the user, always in this order, so that parallel changes queue up.
        var mayCostAnAdmin = !command.IsActive.Or(true) || command.Role.Or(Role.Admin) != Role.Admin;
        var admins = mayCostAnAdmin ? await users.LockActiveAdminsAsync(demoUsers.AreLetIn, cancellationToken) : 0;
        var user = await users.FindAsync(new(command.UserId), cancellationToken) ?? throw AccessErrors.UserNotFound();

        var couldAdminister = CanAdminister(user);
        await ApplyAsync(command, user, cancellationToken);
        if (couldAdminister && !CanAdminister(user) && admins <= 1)
            throw AccessErrors.LastAdmin();
        return UserView.Of(user);
    }

    private bool CanAdminister(User user) => user.IsActiveAdmin && (demoUsers.AreLetIn || !user.IsDemo);

    private async Task ApplyAsync(ChangeUser command, User user, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (command.FullName.HasValue)
            user.Rename(PersonName.Parse(command.FullName.Value), now);
        var role = command.Role.Or(user.Role);
        user.BecomeA(role, command.AgentId.Or(role == Role.Agent ? user.AgentId : null), now);
        if (command.Password.HasValue)
            user.ChangePassword(
                passwords.Hash(command.Password.Value),
                DemoUsers.Include(user.Email, command.Password.Value),
                now
            );
        if (command.IsActive.Or(user.IsActive))
            user.Activate(now);
        else
            user.Deactivate(now);
        if (command.Password.HasValue || !user.IsActive)
            await users.EndSignInsAsync(user.Id, now, cancellationToken);
    }
}
