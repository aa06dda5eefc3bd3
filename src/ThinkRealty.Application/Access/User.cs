using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

public readonly record struct UserId(Guid Value)
{
    public static UserId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>A person who signs in (rules §11).</summary>
public sealed class User : AggregateRoot<UserId>
{
    public required string Email { get; init; }
    public PersonName FullName { get; private set; }
    public string PasswordHash { get; private set; } = "";
    public Role Role { get; private set; }

    /// <summary>The agent whose leads a user with role agent works on; null for everybody else.</summary>
    public Guid? AgentId { get; private set; }

    /// <summary>One of the <see cref="DemoUsers"/>: refused outside Development.</summary>
    public bool IsDemo { get; private set; }

    public bool IsActive { get; private set; } = true;
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public override Guid Identity => Id.Value;

    public bool IsActiveAdmin => IsActive && Role == Role.Admin;

    private User() { } // EF Core builds it from a row; everyone else calls Create.

    /// <summary>Lets a new person in.</summary>
    /// <param name="email">In the form that <see cref="Domain.Email"/> gives it.</param>
    /// <param name="passwordHash">From <see cref="IPasswords"/>.</param>
    /// <param name="isDemo">As <see cref="DemoUsers.Include"/> says of e-mail and password.</param>
    public static User Create(
        string email,
        PersonName fullName,
        string passwordHash,
        Role role,
        Guid? agentId,
        bool isDemo,
        DateTimeOffset now
    )
    {
        User user = new()
        {
            Id = UserId.New(now),
            Email = email,
            CreatedAt = now,
        };
        (user.FullName, user.PasswordHash, user.IsDemo, user.UpdatedAt) = (fullName, passwordHash, isDemo, now);
        user.TakeRole(role, agentId);
        user.Raise(new UserCreated(user.Id, now));
        return user;
    }

    public void Rename(PersonName fullName, DateTimeOffset now)
    {
        if (fullName == FullName)
            return;
        FullName = fullName;
        Changed(new UserRenamed(Id, now));
    }

    public void BecomeA(Role role, Guid? agentId, DateTimeOffset now)
    {
        if ((role, agentId) == (Role, AgentId))
            return;
        TakeRole(role, agentId);
        Changed(new UserRoleChanged(Id, now));
    }

    public void ChangePassword(string passwordHash, bool isDemo, DateTimeOffset now)
    {
        (PasswordHash, IsDemo) = (passwordHash, isDemo);
        Changed(new UserPasswordChanged(Id, now));
    }

    public void Activate(DateTimeOffset now)
    {
        if (IsActive)
            return;
        IsActive = true;
        Changed(new UserActivated(Id, now));
    }

    public void Deactivate(DateTimeOffset now)
    {
        if (!IsActive)
            return;
        IsActive = false;
        Changed(new UserDeactivated(Id, now));
    }

    private void TakeRole(Role role, Guid? agentId)
    {
        if ((role == Role.Agent) != agentId.HasValue)
            throw AccessErrors.AgentIdMismatch();
        (Role, AgentId) = (role, agentId);
    }

    private void Changed(DomainEvent happened)
    {
        UpdatedAt = happened.At;
        Raise(happened);
    }
}

public sealed record UserCreated(UserId UserId, DateTimeOffset At) : DomainEvent(At);

public sealed record UserRenamed(UserId UserId, DateTimeOffset At) : DomainEvent(At);

public sealed record UserRoleChanged(UserId UserId, DateTimeOffset At) : DomainEvent(At);

public sealed record UserPasswordChanged(UserId UserId, DateTimeOffset At) : DomainEvent(At);

public sealed record UserActivated(UserId UserId, DateTimeOffset At) : DomainEvent(At);

public sealed record UserDeactivated(UserId UserId, DateTimeOffset At) : DomainEvent(At);

/// <summary>The users as the commands see them.</summary>
public interface IUserRepository
{
    void Add(User user);

    /// <summary>The user, locked until the transaction ends; null where there is none.</summary>
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>The user with role agent who works on this agent's leads, locked until the transaction ends; null: there is none.</summary>
    Task<User?> FindOfAgentAsync(Guid agentId, CancellationToken cancellationToken);

    /// <summary>
    /// Locks every active admin, in id order, and counts them: of two that are demoted in the same instant the second
    /// waits here and then counts without the first.
    /// </summary>
    /// <param name="withDemoUsers">Whether demo users count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<int> LockActiveAdminsAsync(bool withDemoUsers, CancellationToken cancellationToken);

    /// <summary>Ends every sign-in of the user.</summary>
    Task EndSignInsAsync(UserId id, DateTimeOffset now, CancellationToken cancellationToken);
}
