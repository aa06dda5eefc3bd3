using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ThinkRealty.Infrastructure.Postgres.Migrations;

// The steps in the order in which they run. A step that has landed is never edited: a change is a new step.

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0001_access")]
internal sealed class Access : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0002_traces")]
internal sealed class Traces : SqlMigration;
