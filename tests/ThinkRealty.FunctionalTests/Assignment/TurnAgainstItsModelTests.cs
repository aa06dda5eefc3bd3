using Dapper;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>
/// Choice by choice, the database does what the Domain's turn says: random agents and leads, agents who join, go on leave, fill up
/// and change, preferred ones and ones set aside (rules §6). So a better match is never passed over while it has room.
/// </summary>
public sealed class TurnAgainstItsModelTests : TurnTest
{
    private static readonly string[] Names = ["Dubai Marina", "Arjan", "Deira"];
    private static readonly string[] Spoken = ["arabic", "english", "russian"];

    private Random _random = null!;
    private Roster _roster = null!;
    private int _metrics;

    [Test]
    public async Task The_database_chooses_whom_the_rules_choose_and_says_the_same_about_it(
        [Values("thinkrealty", "property_crm")] string policy,
        [Range(1, 8)] int seed
    )
    {
        _random = new Random(seed);
        _roster = new(AssignmentPolicy.Shipped.Single(p => p.Name == policy), Today);
        await Desk.ExecuteAsync("update assignment_policies set is_active = false");
        await Desk.ExecuteAsync("update assignment_policies set is_active = true where name = @policy", new { policy });
        for (var agents = _random.Next(1, 9); agents > 0; agents--)
            await Join();

        var chosen = 0;
        for (var step = 0; step < 160; step++)
        {
            await SomethingHappens();
            var (wishes, language, moment) = (AnyWishes(), Maybe(Language.Arabic), Noon.AddMinutes(step));
            Broker? preferred = _random.Next(8) == 0 ? AnyBroker() : null;
            Broker[] without = _random.Next(8) == 0 ? [AnyBroker()] : [];

            var given = await Capture(wishes, language, moment, preferred?.Id, [.. without.Select(s => s.Id)]);
            var expected = _roster.Next(wishes, language, moment, preferred, without);

            Told(given).ShouldBe(Told(expected), $"step {step}");
            chosen += given is null ? 0 : 1;
        }

        chosen.ShouldBeGreaterThan(50);
        (
            await Desk.QueryAsync<(int, long, int)>(
                "select agent_no, position, active_leads from agent_seats where agent_no = any(@ours)",
                new { ours = Numbers() }
            )
        ).ShouldBe(_roster.Brokers.Select(b => (b.AgentNo, b.Seat.Position, b.Seat.ActiveLeads)), ignoreOrder: true);
    }

    private int[] Numbers() => [.. _roster.Brokers.Select(s => s.AgentNo)];

    private static string? Told(Given? given) =>
        given is null
            ? null
            : $"{given.Agent} by {given.DecidedBy} of {string.Join(' ', given.Group)}: {string.Join(", ", given.Competitors)} | "
                + $"{string.Join(", ", given.Others)} | {string.Join(", ", given.Excluded)}";

    private Task SomethingHappens()
    {
        var broker = AnyBroker();
        return _random.Next(16) switch
        {
            0 when _roster.Brokers.Count < 30 => Join(),
            1 => Change(broker, broker.Profile with { LeaveFrom = Day(), LeaveUntil = null }),
            2 or 3 => Change(broker, broker.Profile with { LeaveFrom = null, LeaveUntil = null }),
            4 when Day() is var from => Change(
                broker,
                broker.Profile with
                {
                    LeaveFrom = from,
                    LeaveUntil = from.AddDays(_random.Next(3)),
                }
            ),
            5 => Change(broker, broker.Profile with { MaxActiveLeads = _random.Next(1, 51) }),
            6 => Change(broker, broker.Profile with { Weight = _random.Next(1, 11) }),
            7 when broker.Seat.ActiveLeads == 0 => Change(
                broker,
                broker.Profile with
                {
                    IsActive = !broker.Profile.IsActive,
                }
            ),
            8 => Measure(broker),
            9 or 10 => Finish(broker),
            _ => Task.CompletedTask,
        };
    }

    private async Task Join()
    {
        var profile = new AgentProfile
        {
            FullName = PersonName.Parse("Sarah Johnson"),
            Email = EmailAddress.Parse("sarah@thinkrealty.test"),
            Phone = PhoneNumber.Parse("0501234568"),
            Languages = Some(Spoken),
            SpecializationPropertyType = Some("apartment", "villa"),
            SpecializationAreas = Some(Names),
            Weight = _random.Next(1, 5),
            MaxActiveLeads = _random.Next(2, 30),
        };
        var id = await Desk.ExecuteScalarAsync<Guid>(
            "select given.agent(weight => @weight, max => @max, types => @types, areas => @areas, languages => @languages)",
            new
            {
                weight = profile.Weight,
                max = profile.MaxActiveLeads,
                types = profile.SpecializationPropertyType,
                areas = profile.SpecializationAreas,
                languages = profile.Languages,
            }
        );
        _roster.Brokers.Add(new(id, await Number(id), profile));
    }

    private Task<int> Change(Broker broker, AgentProfile profile)
    {
        broker.Profile = profile;
        return Desk.ExecuteAsync(
            """
            update agents set leave_from = @from::date, leave_until = @until::date, max_active_leads = @max, weight = @weight,
                   is_active = @active
             where id = @id
            """,
            new
            {
                id = broker.Id,
                from = profile.LeaveFrom?.ToString("O"),
                until = profile.LeaveUntil?.ToString("O"),
                max = profile.MaxActiveLeads,
                weight = profile.Weight,
                active = profile.IsActive,
            }
        );
    }

    private Task<int> Measure(Broker broker)
    {
        broker.ConversionRate = _random.GetItems([0m, 0.01m, 7.77m, 19.99m, 20m, 29.99m, 30m, 66.67m, 100m], 1)[0];
        return Desk.ExecuteAsync(
            """
            insert into agent_performance_metrics (agent_id, measured_at, leads_received, leads_converted, conversion_rate)
            values (@id, @at, 100, 50, @rate)
            """,
            new
            {
                id = broker.Id,
                at = Noon.AddHours(++_metrics),
                rate = broker.ConversionRate,
            }
        );
    }

    private async Task Finish(Broker broker)
    {
        broker.Release(
            await Desk.ExecuteAsync(
                """
                update leads set status = 'lost'
                 where id in (select id from leads where assigned_agent_id = @id and status = 'new' order by id limit @some)
                """,
                new { id = broker.Id, some = _random.Next(1, 6) }
            )
        );
    }

    private Wishes AnyWishes() =>
        new()
        {
            PropertyType = Maybe(PropertyType.Villa) ?? Maybe(PropertyType.Apartment),
            PreferredAreas = Some("Marina", "arjan", "JBR", "Nowhere"),
        };

    private Broker AnyBroker() => _random.GetItems(_roster.Brokers.ToArray(), 1)[0];

    private DateOnly Day() => Today.AddDays(_random.Next(-2, 3));

    private T? Maybe<T>(T value)
        where T : struct => _random.Next(2) == 0 ? value : null;

    private T[] Some<T>(params T[] all) => [.. all.Where(_ => _random.Next(2) == 0)];
}
