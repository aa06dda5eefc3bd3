using System.Data.Common;
using Dapper;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// What the examples of requests name. In Development with sample data these are rows that exist, phones and e-mails that
/// are free and moments without another task, so that a request works as it is offered; elsewhere they stand for no row.
/// </summary>
internal sealed record SampleRows
{
    /// <summary>Open leads that an agent holds, the oldest first.</summary>
    public Guid[] Leads { get; init; } = [];

    public Guid[] NewLeads { get; init; } = [];
    public Guid[] ContactedLeads { get; init; } = [];
    public Guid[] ConvertedLeads { get; init; } = [];
    public Guid[] LostLeads { get; init; } = [];
    public Guid[] ArchivedLeads { get; init; } = [];
    public Guid[] Agents { get; init; } = [];
    public Guid[] Tasks { get; init; } = [];
    public Guid[] Properties { get; init; } = [];
    public Guid[] Users { get; init; } = [];
    public Guid[] Keys { get; init; } = [];
    public Guid[] Intake { get; init; } = [];
    public Guid[] Notes { get; init; } = [];
    public Guid[] NotedLeads { get; init; } = [];
    public Guid[] FailedRuns { get; init; } = [];
    public string[] FailedJobs { get; init; } = [];
    public string[] Phones { get; init; } = [];

    /// <summary>Numbers at which no e-mail address of an example is taken.</summary>
    public int[] Numbers { get; init; } = [];

    /// <summary>After the last task of any agent.</summary>
    public DateTimeOffset? FreeFrom { get; init; }

    private const string Sql = $"""
        with open as (select id, status from leads
                       where archived_at is null and assigned_agent_id is not null
                         and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')
                       order by created_at, id),
             notes as (select n.id, n.lead_id from lead_activities n join users u on u.id = n.recorded_by
                        where n.type = 'note' and n.revises is null and u.email = @Admin
                          and not exists (select from lead_activities r where r.revises = n.id)
                        order by n.recorded_at, n.id),
             failed as (select id, job from job_runs where outcome = 'failed' order by no desc)
        select array(select id from open where status in ('qualified', 'viewing_scheduled')) as leads,
               array(select id from open where status = 'new') as new_leads,
               array(select id from open where status = 'contacted') as contacted_leads,
               array(select id from leads where status = 'converted' and archived_at is null order by id) as converted_leads,
               array(select id from leads where status = 'lost' and archived_at is null order by id) as lost_leads,
               array(select id from leads where archived_at is not null order by id) as archived_leads,
               array(select id from agents where is_active order by agent_no) as agents,
               array(select t.id from follow_up_tasks t join open l on l.id = t.lead_id
                      where t.status = 'pending' and l.status = 'negotiation' order by t.due_date, t.id) as tasks,
               array(select id from properties where is_active order by id limit 20) as properties,
               array(select id from users where role = 'agent' order by created_at, id limit 20) as users,
               array(select id from api_keys
                      where name = '{DemoRecords.KeyName}' order by revoked_at nulls first, created_at) as keys,
               array(select id from intake where status = 'refused' order by first_at limit 20) as intake,
               array(select id from notes) as notes,
               array(select lead_id from notes) as noted_leads,
               array(select id from failed) as failed_runs,
               array(select job from failed) as failed_jobs,
               array({FreePhones.Sql} limit 5) as phones,
               array(select n::int from generate_series(1, 10000) n
                      where not exists (select from users where email = 'colleague' || n || '@{DemoAccess.Domain}')
                        and not exists (select from agents where email = 'colleague' || n || '@{DemoAccess.Domain}')
                      order by n limit 5) as numbers,
               greatest((select max(due_date) from follow_up_tasks where status = 'pending'), @Now) as free_from
        """;

    /// <summary>Looks them up where there is a demo to try.</summary>
    public static async Task<SampleRows> FindAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (
            !services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            || services.GetService<CallerDirectory>() is not { } callers
            || await callers.OfKeyAsync(ApiKey.Demo, address: null, cancellationToken) is null
        )
            return new();

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var connection = await services
            .GetRequiredService<DbDataSource>()
            .OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<SampleRows>(
            new(
                Sql,
                new { Now = now.UtcDateTime, Admin = DemoAccess.Admin.Email },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Eleven o'clock in Dubai on a working day after everybody's last task.</summary>
    public DateTimeOffset FreeDay(int more)
    {
        var day = (FreeFrom ?? ExampleValues.Moment).DubaiDay().AddDays(1 + more);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        return day.DubaiMidnight().AddHours(11);
    }
}
