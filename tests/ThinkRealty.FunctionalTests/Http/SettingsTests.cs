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

    [TestCase("ConnectionStrings:Redis", "redis:6379,password=se=cret,ssl=true", "redis:6379", true)]
    [TestCase("ConnectionStrings:Redis", "127.0.0.1:7000", "127.0.0.1:7000", false)]
    [TestCase("REDIS_URL", "redis://:p%2Ca@redis.example:7000/3", "redis.example:7000", false)]
    [TestCase("REDIS_URL", "rediss://somebody:p@redis.example", "redis.example:6379", true)]
    public void Redis_is_found_by_connection_string_or_URL(string key, string value, string server, bool tls)
    {
        var redis = RedisAddress.Configured(Configuration((key, value)))!;

        redis.EndPoints.Single().ToString()!.Split('/')[^1].ShouldBe(server);
        redis.Ssl.ShouldBe(tls);
        (redis.DefaultDatabase ?? 0).ShouldBe(value.EndsWith("/3", StringComparison.Ordinal) ? 3 : 0);
    }

    [Test]
    public void Without_either_there_is_no_Redis() =>
        RedisAddress.Configured(Configuration(("ConnectionStrings:Redis", ""), ("REDIS_URL", ""))).ShouldBeNull();

    [TestCase("ConnectionStrings:Redis", "redis:6379,secret=hunter2")]
    [TestCase("ConnectionStrings:Redis", "ssl=true")]
    [TestCase("REDIS_URL", "http://hunter2")]
    [TestCase("REDIS_URL", "redis://:hunter2@redis/first")]
    public void A_wrong_address_of_Redis_is_one_sentence_without_its_secret(string key, string value)
    {
        var sentence = Should
            .Throw<SettingException>(() => RedisAddress.Configured(Configuration((key, value))))
            .Message;

        sentence.ShouldContain(key);
        sentence.ShouldNotContain("hunter2");
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();

    private static DatabaseOptions Read(params (string Key, string Value)[] settings) =>
        Configuration(settings).Read<DatabaseOptions>("Database");
}
