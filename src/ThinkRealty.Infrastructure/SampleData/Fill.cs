using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Sales;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>Lives through the stories, each step at its own moment and through the same doors as real ones.</summary>
internal sealed class Fill(
    ThinkRealtyDbContext db,
    IMediator mediator,
    IUnitOfWork work,
    ILeadRepository leads,
    ICalendars calendars,
    IRuleSets ruleSets,
    IApiKeyRepository keys,
    CallContext call,
    MovableClock clock
)
{
    private const int Seed = 971;

    private Guid? _agentsUser;

    public async Task RunAsync(bool withDemoAccess, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        call.TraceId = "sample-data";

        clock.Moment = now.AddDays(-120);
        var supervisor = withDemoAccess ? await LetInAsync(cancellationToken) : default(Guid?);
        var agents = await HireAsync(Brokers.All(now.DubaiDay(), supervisor), cancellationToken);
        if (withDemoAccess)
            _agentsUser = await SignUpAsync(DemoAccess.Agent, agents[0].Value, cancellationToken);

        clock.Moment = now.AddDays(-100);
        var catalogue = Catalogue.List(agents, random, clock.Now());
        await InTransactionAsync(() => db.AddRange(catalogue), cancellationToken);

        await LiveAsync(new Stories(agents, catalogue, random, now).Tell(), agents[0], cancellationToken);

        clock.Moment = now;
        call.Caller = Caller.System;
        // What the jobs would have found by now.
        foreach (var first in (IJobBatch[])[new ReassignStaleLeads(), new DecayScores(), new RefreshAgentMetrics()])
            for (IJobBatch? batch = first; batch is not null; )
                batch = (await mediator.Send(batch, cancellationToken)).Next;

        if (withDemoAccess)
            await work.InTransactionAsync(
                async _ =>
                {
                    await DemoRecords.AddAsync(db, keys, now, cancellationToken);
                    return true;
                },
                isAudited: true,
                cancellationToken
            );
    }

    private async Task<Guid> LetInAsync(CancellationToken cancellationToken)
    {
        await InTransactionAsync(() => keys.Add(ApiKey.ForDemo(clock.Now())), cancellationToken);
        await SignUpAsync(DemoAccess.Admin, agentId: null, cancellationToken);
        return await SignUpAsync(DemoAccess.Supervisor, agentId: null, cancellationToken);
    }

    private async Task<Guid> SignUpAsync(DemoAccount who, Guid? agentId, CancellationToken cancellationToken)
    {
        var command = new CreateUser(who.Email, who.FullName, DemoAccess.Password, who.Role, agentId);
        return (await mediator.Send(command, cancellationToken)).UserId;
    }

    private async Task<IReadOnlyList<AgentId>> HireAsync(
        IEnumerable<CreateAgent> brokers,
        CancellationToken cancellationToken
    )
    {
        var agents = new List<AgentId>();
        foreach (var broker in brokers)
        {
            clock.Moment += TimeSpan.FromHours(1);
            agents.Add(new((await mediator.Send(broker, cancellationToken)).Agent.AgentId));
        }

        return agents;
    }

    private async Task LiveAsync(
        IReadOnlyList<Story> stories,
        AgentId agentWithUser,
        CancellationToken cancellationToken
    )
    {
        var ids = new Dictionary<Story, LeadId>(ReferenceEqualityComparer.Instance);
        var moments = stories
            .Select(story => (story.At, story, Scene: default(Scene?)))
            .Concat(stories.SelectMany(story => story.Scenes.Select(scene => (scene.At, story, Scene: (Scene?)scene))))
            .OrderBy(moment => moment.At);
        foreach (var (at, story, scene) in moments)
        {
            clock.Moment = at;
            if (scene is null)
                ids[story] = await CaptureAsync(story.Inquiry, agentWithUser, cancellationToken);
            else
                await PlayAsync(ids[story], scene, agentWithUser, cancellationToken);
        }
    }

    // Who walks in is entered by the agent who has a sign-in; everything else comes by itself.
    private async Task<LeadId> CaptureAsync(
        CaptureLead inquiry,
        AgentId agentWithUser,
        CancellationToken cancellationToken
    )
    {
        call.Caller =
            _agentsUser is { } user && inquiry.SourceType == LeadSource.WalkIn
                ? new(CallerKind.User, user, Role.Agent, agentWithUser.Value)
                : Caller.System;
        return new((await mediator.Send(inquiry, cancellationToken)).LeadId);
    }

    private async Task PlayAsync(LeadId id, Scene scene, AgentId agentWithUser, CancellationToken cancellationToken) =>
        await work.InTransactionAsync(
            async _ =>
            {
                var lead = (await leads.FindAsync(id, cancellationToken))!;
                call.Caller =
                    _agentsUser is { } user && lead.AssignedAgentId == agentWithUser
                        ? new(CallerKind.User, user, Role.Agent, agentWithUser.Value)
                        : Caller.System;
                await PlayAsync(lead, scene, clock.Now(), cancellationToken);
                return true;
            },
            isAudited: true,
            cancellationToken
        );

    private async Task PlayAsync(Lead lead, Scene scene, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = await ruleSets.GetAsync(lead.RuleSet, lead.RuleSetVersion, cancellationToken);
        foreach (var due in lead.FollowUps.Where(f => f.Status == FollowUpStatus.Pending).ToList())
            lead.CompleteFollowUp(due, now);
        foreach (var happening in scene.Happenings)
            lead.Log(Activity(happening, now), rules, now);
        if (scene.Likes is { } property)
            lead.Like(property, scene.LikesHow, now);

        if (scene.Step.To == LeadStatus.Transferred)
        {
            db.Add(Sale.Open(lead.Id, now));
            await work.SaveAsync(cancellationToken); // the step to transferred needs the open sale
            lead.Transfer(call.ActorId, rules, now);
        }
        else
        {
            lead.MoveTo(scene.Step with { By = call.ActorId }, rules, now);
        }

        if (scene.Next is { } next)
        {
            var calendar = await calendars.OfHolderAsync(lead, cancellationToken);
            lead.PlanFollowUp(next.Type, next.Priority, calendar.EarliestFrom(next.At), calendar, now);
        }
    }

    private LeadActivity Activity(Happening happening, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Type = happening.Type,
            Outcome = happening.Outcome,
            Direction = happening.Direction,
            Notes = happening.Notes,
            OccurredAt = now,
            RecordedAt = now,
            RecordedBy = call.ActorId,
        };

    private async Task InTransactionAsync(Action change, CancellationToken cancellationToken) =>
        await work.InTransactionAsync(
            _ =>
            {
                change();
                return Task.FromResult(true);
            },
            isAudited: true,
            cancellationToken
        );
}
