using System.Text;
using System.Text.Json.Nodes;
using ThinkRealty.Api.Json;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>Blank values in the bytes of a body.</summary>
public sealed class BodyScanTests
{
    [TestCase("""{"a":""}""", """{"a":null}""")]
    [TestCase("""{ "a" : " " , "b" : 1 }""", """{ "a" : null , "b" : 1 }""")]
    [TestCase("""{"a":"\t\n\u00a0\u2003"}""", """{"a":null}""")]
    [TestCase("""{"a":[""]}""", """{"a":[]}""")]
    [TestCase("""{"a":["", 1 , "", 2, null]}""", """{"a":[1,2]}""")]
    [TestCase("""[null,null,["",{"b":""}],""]""", """[[{"b":null}]]""")]
    [TestCase("\"  \"", "null")]
    public void Blanks_become_null_and_leave_lists(string sent, string expected) => Cleaned(sent).ShouldBe(expected);

    [TestCase("""{"a":"x","b":[1,"y"],"c":{"d":null}}""")]
    [TestCase("""{"a":"\ud800"}""")]
    [TestCase("""{"a":" x "}""")]
    [TestCase("""{"a":""")]
    [TestCase("""{"a":"" nope}""")]
    [TestCase("")]
    public void Anything_else_stays_to_the_byte(string sent) =>
        BodyScan.Of(Encoding.UTF8.GetBytes(sent), form: null).Cleaned.ShouldBeNull();

    [TestCase(1), TestCase(2), TestCase(3)]
    public void Whatever_the_body_the_result_is_the_same_as_by_taking_it_apart(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var body = Any(random, depth: 4);
            var sent = body?.ToJsonString(new() { WriteIndented = random.Next(2) == 0 }) ?? "null";

            JsonNode.DeepEquals(JsonNode.Parse(Cleaned(sent)), Apart(body)).ShouldBeTrue(sent);
        }
    }

    private static string Cleaned(string sent)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        return Encoding.UTF8.GetString(BodyScan.Of(bytes, form: null).Cleaned ?? bytes);
    }

    private static JsonNode? Any(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 8 : 6))
        {
            case 0 or 1:
                return JsonValue.Create(((string[])["", " ", "\t", "\u2003"])[random.Next(4)]);
            case 2:
                return null;
            case 3:
                return JsonValue.Create(random.Next());
            case 4:
                return JsonValue.Create("x, \"]} \\ " + random.Next());
            case 5:
                return JsonValue.Create(random.Next(2) == 0);
            case 6:
                return new JsonArray([.. Enumerable.Range(0, random.Next(6)).Select(_ => Any(random, depth - 1))]);
            default:
                return new JsonObject(
                    Enumerable
                        .Range(0, random.Next(6))
                        .Select(i => KeyValuePair.Create($"k{i}", Any(random, depth - 1)))
                );
        }
    }

    private static JsonNode? Apart(JsonNode? node) =>
        node switch
        {
            JsonArray list => new JsonArray([.. list.Select(Apart).Where(e => e is not null)]),
            JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, Apart(f.Value)))),
            JsonValue value when value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text) => null,
            _ => node?.DeepClone(),
        };
}
