using System.Net.Http.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.People;

/// <summary>Where a name, a phone number or an e-mail address can be sent.</summary>
public enum Door
{
    Capture,
    Replay,
    CreateAgent,
    ChangeAgent,
    CreateUser,
    ChangeUser,
}

/// <summary>A field of a body.</summary>
public sealed record Place(Door Door, string Field)
{
    /// <summary>As <c>errors</c> names it.</summary>
    public string Path => Door is Door.Capture or Door.Replay ? $"lead_data.{Field}" : Field;

    public override string ToString() => $"{Door} {Field}";
}

/// <summary>A test that sends one value to every place that takes its kind (rules §3).</summary>
public abstract class PeopleTest : StaffedDeskTest
{
    private Guid _last;

    protected static IEnumerable<Place> PhonePlaces() =>
        Places([Door.Capture, Door.Replay, Door.CreateAgent, Door.ChangeAgent], "phone", "whatsapp_number");

    protected static IEnumerable<Place> NamePlaces() =>
        Places([Door.Capture, Door.Replay], "first_name", "last_name")
            .Concat(Places([Door.CreateAgent, Door.ChangeAgent, Door.CreateUser, Door.ChangeUser], "full_name"));

    protected static IEnumerable<Place> EmailPlaces() =>
        Places([Door.Capture, Door.Replay, Door.CreateAgent, Door.ChangeAgent, Door.CreateUser], "email");

    /// <summary>Sends the value there, with a good one in every other field.</summary>
    protected async Task<HttpResponseMessage> Send(Place place, object? value)
    {
        // The same number again is not a duplicate here.
        await Database.Execute(
            "set session_replication_role = replica; delete from phone_claims; reset session_replication_role"
        );
        return place.Door switch
        {
            Door.Capture => await Capture(Inquiry(with: data => data[place.Field] = value)),
            Door.Replay => await Supervisor.PostAsJsonAsync(
                $"/api/v1/intake/{await RefusedInquiry()}/replay",
                Inquiry(with: data => data[place.Field] = value)
            ),
            Door.CreateAgent => await Supervisor.PostAsJsonAsync("/api/v1/agents", Agent(place.Field, value)),
            Door.ChangeAgent => await Supervisor.PatchAsJsonAsync(
                $"/api/v1/agents/{_last = await GivenAgent()}",
                new Dictionary<string, object?> { [place.Field] = value }
            ),
            Door.CreateUser => await Admin.PostAsJsonAsync("/api/v1/users", User(place.Field, value)),
            _ => await Admin.PatchAsJsonAsync(
                $"/api/v1/users/{_last = await GivenUserId()}",
                new Dictionary<string, object?> { [place.Field] = value }
            ),
        };
    }

    /// <summary>What was stored of the last value that was accepted.</summary>
    protected async Task<string?> Stored(Place place, HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue($"{place}: {await answer.Content.ReadAsStringAsync()}");
        var json = await Json(answer);
        var (table, id) = place.Door switch
        {
            Door.Capture or Door.Replay => ("leads", json.GetProperty("lead_id").GetGuid()),
            Door.CreateAgent => ("agents", json.GetProperty("agent_id").GetGuid()),
            Door.CreateUser => ("users", json.GetProperty("user_id").GetGuid()),
            Door.ChangeAgent => ("agents", _last),
            _ => ("users", _last),
        };
        return await Scalar<string>($"select {place.Field} from {table} where id = @id", new { id });
    }

    /// <summary>Refused for this field alone; the complaint.</summary>
    protected static async Task<string> Complaint(Place place, HttpResponseMessage answer)
    {
        await ShouldComplainOf(answer, place.Path);
        return (await Json(answer)).GetProperty("errors").GetProperty(place.Path)[0].GetString()!;
    }

    private static IEnumerable<Place> Places(Door[] doors, params string[] fields) =>
        from door in doors
        from field in fields
        select new Place(door, field);

    private async Task<Guid> RefusedInquiry()
    {
        var key = $"{Guid.NewGuid()}";
        (await Capture(Inquiry("nonsense"), key: key)).IsSuccessStatusCode.ShouldBeFalse();
        return await Scalar<Guid>(
            "select id from intake where status <> 'resolved' order by last_at desc, id desc limit 1"
        );
    }

    private async Task<Guid> GivenUserId()
    {
        var answer = await Json(await Admin.PostAsJsonAsync("/api/v1/users", User("full_name", "Omar Aziz")));
        return answer.GetProperty("user_id").GetGuid();
    }

    private static Dictionary<string, object?> Agent(string field, object? value) =>
        new()
        {
            ["full_name"] = "Layla Haddad",
            ["email"] = NewEmail(),
            ["phone"] = "+971501112233",
            [field] = value,
        };

    private static Dictionary<string, object?> User(string field, object? value) =>
        new()
        {
            ["full_name"] = "Omar Aziz",
            ["email"] = NewEmail(),
            ["password"] = Password,
            ["role"] = "supervisor",
            [field] = value,
        };
}
