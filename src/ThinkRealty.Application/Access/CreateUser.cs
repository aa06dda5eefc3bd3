using FluentValidation;
using MediatR;
using ThinkRealty.Application.People;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>Lets another person sign in (rules §11).</summary>
/// <param name="Password">At least 10 characters.</param>
/// <param name="AgentId">The agent of a user with role agent; nobody else has one.</param>
/// <exception cref="DomainException">
/// <c>duplicate_user</c>: the e-mail or the agent has a user; <c>agent_not_found</c>.
/// </exception>
public sealed record CreateUser(string Email, string FullName, string Password, Role Role, Guid? AgentId = null)
    : ICommand<UserView>;

internal sealed class CreateUserValidator : AbstractValidator<CreateUser>
{
    public CreateUserValidator(DemoUsers demoUsers)
    {
        RuleFor(c => c.Email).IsEmail().NotOfADemoUser(demoUsers);
        RuleFor(c => c.FullName).IsPersonName();
        RuleFor(c => c.Password).ANewPassword().NotTheDemoPassword(demoUsers);
        RuleFor(c => c.Role).IsInEnum();
    }
}

internal sealed class CreateUserHandler(IUserRepository users, IPasswords passwords, TimeProvider clock)
    : IRequestHandler<CreateUser, UserView>
{
    public Task<UserView> Handle(CreateUser command, CancellationToken cancellationToken)
    {
        var email = Email.Normalised(command.Email);
        var user = User.Create(
            email,
            PersonName.Parse(command.FullName),
            passwords.Hash(command.Password),
            command.Role,
            command.AgentId,
            DemoUsers.Include(email, command.Password),
            clock.Now()
        );
        users.Add(user); // whether the e-mail is free, its unique key decides
        return Task.FromResult(UserView.Of(user));
    }
}
