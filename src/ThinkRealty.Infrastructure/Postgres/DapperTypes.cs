using System.Data;
using Dapper;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>How Dapper reads our columns; set up once for the process.</summary>
internal static class DapperTypes
{
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new Moment());
    }

    // Npgsql reads timestamptz as a UTC DateTime, and writes only moments in UTC.
    private sealed class Moment : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = value.UtcDateTime;

        public override DateTimeOffset Parse(object value) => new((DateTime)value, TimeSpan.Zero);
    }
}
