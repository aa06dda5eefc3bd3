using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Security;

/// <summary>
/// Keeps the Data Protection key ring in PostgreSQL, so that a token made by one node is good on all, and after a restart.
/// </summary>
internal sealed class KeyRing(NpgsqlDataSource db, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = db.OpenConnection();
        return
        [
            .. connection
                .Query<string>("select xml from data_protection_keys order by created_at")
                .Select(XElement.Parse),
        ];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        const string Sql = """
            insert into data_protection_keys (friendly_name, xml, created_at) values (@Name, @Xml, @Now)
            on conflict (friendly_name) do update set xml = excluded.xml
            """;
        using var connection = db.OpenConnection();
        var values = new
        {
            Name = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            Now = clock.Now(),
        };
        connection.Execute(Sql, values);
    }
}
