using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application.Access;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A test that begins with an empty desk: no agents, no leads, nobody who can sign in.</summary>
public abstract class EmptyDeskTest : DeskTest
{
    // Slow on purpose, so one does for all who sign in.
    private string? _hash;

    [SetUp]
    public async Task EmptyTheDesk()
    {
        // What the schema refuses to empty is emptied past its triggers, on this connection only.
        await Database.Execute(
            """
            set session_replication_role = replica;
            do $$
            declare
              emptied text;
            begin
              for emptied in
                select tablename from pg_tables
                 where schemaname = 'public' and tablename <> all (array[
                   '__EFMigrationsHistory', 'countries', 'data_protection_keys', 'lead_status_steps', 'lead_scoring_rules', 'assignment_policies',
                   'jobs'])
              loop
                execute format('delete from %I', emptied);
              end loop;

              -- No trigger has marked what is gone now; the projection waits until this is committed.
              perform pg_advisory_xact_lock(hashtextextended('projection of reports', 0));
              foreach emptied in array array['pending', 'lead_facts', 'agent_sums', 'day_sums', 'profile_sums'] loop
                execute format('delete from reporting.%I', emptied);
              end loop;
            end
            $$;
            reset session_replication_role
            """
        );
        await GivenKey(KeyId, Key, "capture");
    }

    /// <summary>Somebody with this role, signed in; the caller disposes of the client.</summary>
    protected async Task<HttpClient> SignedInAs(string role, Guid? agent = null) =>
        As(await SignIn(await GivenUser(role, agent)));

    /// <summary>Somebody with this role; the e-mail.</summary>
    protected async Task<string> GivenUser(string role, Guid? agent = null)
    {
        var email = NewEmail();
        await Database.Execute(
            """
            insert into users (id, email, full_name, password_hash, role, agent_id, is_active, created_at, updated_at)
            values (gen_random_uuid(), @email, 'Layla Haddad', @hash, @role, @agent, true, now(), now())
            """,
            new
            {
                email,
                hash = _hash ??= Node.Services.GetRequiredService<IPasswords>().Hash(Password),
                role,
                agent,
            }
        );
        return email;
    }

    /// <summary>Closes a lead past the API.</summary>
    protected Task Close(Guid lead) =>
        Database.Execute(
            "update leads set status = 'lost', updated_at = @now where id = @lead",
            new { lead, now = Clock.Now.UtcDateTime }
        );

    /// <summary>Archives a lead past the API.</summary>
    protected Task Archive(Guid lead) =>
        Database.Execute(
            "update leads set archived_at = @now, updated_at = @now where id = @lead",
            new { lead, now = Clock.Now.UtcDateTime }
        );

    protected async Task<HttpResponseMessage> ChangeAgent(
        HttpClient by,
        Guid agent,
        object changes,
        string? ifMatch = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/agents/{agent}")
        {
            Content = JsonContent.Create(changes),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await by.SendAsync(request);
    }

    protected Task AllInvariantsHold(params Guid[] loweredAgents) => Invariants.HoldIn(Database, loweredAgents);

    protected Task<long> Count(string table) => Scalar<long>($"select count(*) from {table}");
}
