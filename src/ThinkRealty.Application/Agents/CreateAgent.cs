using System.ComponentModel.DataAnnotations;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.People;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>Lets a broker take part in the turn (rules §6).</summary>
/// <exception cref="DomainException">
/// <c>duplicate_agent</c>: the e-mail is taken; <c>user_not_found</c>: no such supervisor.
/// </exception>
public sealed record CreateAgent : ICommand<CreatedAgent>
{
    /// <summary>1–100 characters, any script.</summary>
    public string? FullName { get; init; }

    /// <summary>Unique among the agents; stored lower-cased.</summary>
    public string? Email { get; init; }

    /// <summary>UAE national or international; stored as E.164. Customers are told it.</summary>
    public string? Phone { get; init; }

    /// <summary>UAE national or international; stored as E.164.</summary>
    public string? WhatsappNumber { get; init; }

    /// <summary>What the agent speaks; ISO 639 codes are read, too.</summary>
    public IReadOnlyList<Language>? Languages { get; init; }

    /// <summary>Property types the agent is known for; none: no points for the type.</summary>
    public IReadOnlyList<PropertyType>? SpecializationPropertyType { get; init; }

    /// <summary>Areas the agent is known for; common short names are understood.</summary>
    public IReadOnlyList<string>? SpecializationAreas { get; init; }

    /// <summary>Default true.</summary>
    public bool? IsActive { get; init; }

    /// <summary>First day of leave, Asia/Dubai.</summary>
    public DateOnly? LeaveFrom { get; init; }

    /// <summary>Last day of leave.</summary>
    public DateOnly? LeaveUntil { get; init; }

    /// <summary>Leads held at most at a time, 1–50, default 50.</summary>
    [Range(1, AgentProfile.MostActiveLeads)]
    public int? MaxActiveLeads { get; init; }

    /// <summary>1–10, default 1: twice the weight, twice the leads.</summary>
    [Range(1, 10)]
    public int? Weight { get; init; }

    /// <summary>Who looks after the agent; none: all supervisors.</summary>
    public Guid? SupervisorUserId { get; init; }
}

/// <summary>The new agent.</summary>
/// <param name="Version">What <c>ETag</c> shows; apart from the view, because a repeated answer has it too.</param>
public sealed record CreatedAgent(AgentView Agent, long Version);

internal sealed class CreateAgentValidator : AbstractValidator<CreateAgent>
{
    public CreateAgentValidator()
    {
        RuleFor(c => c.FullName).IsPersonName();
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Phone).IsPhone();
        RuleFor(c => c.WhatsappNumber).IsPhone().When(c => c.WhatsappNumber is not null);
        RuleFor(c => c.Languages).AtMostFifty();
        RuleFor(c => c.SpecializationAreas).Words();
        RuleFor(c => c.SpecializationPropertyType).AtMostFifty();
        RuleFor(c => c.MaxActiveLeads).MaxActiveLeads();
        RuleFor(c => c.Weight).Weight();
        RuleFor(c => c.LeaveUntil).LeaveInOrder(c => c.LeaveFrom);
    }
}

internal sealed class CreateAgentHandler(IAgentRepository agents, IUnitOfWork work, TimeProvider clock)
    : IRequestHandler<CreateAgent, CreatedAgent>
{
    public async Task<CreatedAgent> Handle(CreateAgent request, CancellationToken cancellationToken)
    {
        await agents.MustSuperviseAsync(request.SupervisorUserId, cancellationToken);
        var agent = Agent.Join(
            new()
            {
                FullName = PersonName.Parse(request.FullName!),
                Email = EmailAddress.Parse(request.Email!),
                Phone = PhoneNumber.Parse(request.Phone!),
                WhatsappNumber = request.WhatsappNumber is null ? null : PhoneNumber.Parse(request.WhatsappNumber),
                Languages = AgentInput.Languages(request.Languages),
                SpecializationPropertyType = AgentInput.Types(request.SpecializationPropertyType),
                SpecializationAreas = AgentInput.Areas(request.SpecializationAreas),
                IsActive = request.IsActive ?? true,
                LeaveFrom = request.LeaveFrom,
                LeaveUntil = request.LeaveUntil,
                MaxActiveLeads = request.MaxActiveLeads ?? AgentProfile.MostActiveLeads,
                Weight = request.Weight ?? 1,
                SupervisorUserId = request.SupervisorUserId,
            },
            clock.Now()
        );
        agents.Add(agent);
        await work.SaveAsync(cancellationToken); // which gives the agent's number and version
        return new(AgentView.Of(agent), agents.VersionOf(agent));
    }
}
