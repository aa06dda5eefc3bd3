using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ThinkRealty.Infrastructure.Postgres.Migrations;

// The steps in the order in which they run. A step that has landed is never edited: a change is a new step.

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0001_access")]
internal sealed class Access : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0002_traces")]
internal sealed class Traces : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0003_agents")]
internal sealed class Agents : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0004_properties")]
internal sealed class Properties : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0005_leads")]
internal sealed class Leads : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0006_pipeline")]
internal sealed class Pipeline : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0007_assignments")]
internal sealed class Assignments : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0008_activities")]
internal sealed class Activities : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0009_scoring")]
internal sealed class Scoring : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0010_intake")]
internal sealed class Intake : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0011_lead_life")]
internal sealed class LeadLife : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0012_agent_tokens")]
internal sealed class AgentTokens : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0013_lists")]
internal sealed class Lists : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0015_pick_cheaper")]
internal sealed class PickCheaper : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0016_reports")]
internal sealed class Reports : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0017_reports_first_marks")]
internal sealed class ReportsFirstMarks : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0018_jobs")]
internal sealed class Jobs : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0019_moves")]
internal sealed class Moves : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0020_jobs_walk")]
internal sealed class JobsWalk : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0021_tokens_run_out")]
internal sealed class TokensRunOut : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0022_longer_names")]
internal sealed class LongerNames : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0023_people_cleaned")]
internal sealed class PeopleCleaned : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0024_lead_words")]
internal sealed class LeadWords : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0025_agent_words")]
internal sealed class AgentWords : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0027_corrections")]
internal sealed class Corrections : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0028_next_steps")]
internal sealed class NextSteps : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0030_records_stay")]
internal sealed class RecordsStay : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0032_demo_users")]
internal sealed class DemoUsersStep : SqlMigration;

[DbContext(typeof(ThinkRealtyDbContext)), Migration("0033_refresh_grace")]
internal sealed class RefreshGrace : SqlMigration;
