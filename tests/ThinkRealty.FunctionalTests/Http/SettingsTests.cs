using Microsoft.Extensions.Configuration;
using ThinkRealty.Api;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Http;

public sealed class SettingsTests
{
    [Test]
    public void What_is_not_set_has_its_default() => Read().ShouldBe(new DatabaseOptions());

    [Test]
    public void What_is_set_is_read() => Read(("Database:MaxConnections", "7")).MaxConnections.ShouldBe(7);

    [TestCase("Database:MaxConnections", "many", "whole number")]
    [TestCase("Database:MaxConnections", "1", "between 2 and 1000")]
    [TestCase("Database:MaxConections", "7", "MaxConnections")]
    public void A_wrong_value_is_one_sentence_with_key_and_remedy(string key, string value, string remedy)
    {
        var sentence = Should.Throw<SettingException>(() => Read((key, value))).Message;

        sentence.ShouldContain(key);
        sentence.ShouldContain(remedy);
        sentence.ShouldNotContain("many");
    }

    private static DatabaseOptions Read(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build()
            .Read<DatabaseOptions>("Database");
}
