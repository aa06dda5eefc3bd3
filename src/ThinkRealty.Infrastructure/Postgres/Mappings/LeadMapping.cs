using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

internal sealed class LeadMapping : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> builder)
    {
        builder.ToTable("leads");
        builder.Ignore(l => l.Events).Ignore(l => l.Identity).Ignore(l => l.IsActive).Ignore(l => l.NeedsPlace);
        builder.Ignore(l => l.IsUntouched).Ignore(l => l.LetItGoStale).Ignore(l => l.HasNoNextStep);
        builder.ComplexProperty(
            l => l.Person,
            person =>
            {
                person.InTheSameColumns();
                person.Property(p => p.NationalityCountry).HasColumnType("character(2)");
            }
        );
        builder.ComplexProperty(l => l.Wishes, wishes => wishes.InTheSameColumns());
        builder
            .Property(l => l.ScoreBreakdown)
            .HasColumnType("jsonb")
            .HasConversion(b => b.ToJson(), json => ScoreBreakdown.FromJson(json));
        builder.Property<uint>("xmin").IsRowVersion();

        builder.OwnsOne(
            l => l.SourceDetails,
            details =>
            {
                details.ToTable("lead_sources");
                details.WithOwner().HasForeignKey("LeadId");
            }
        );
        builder.HasMany(l => l.Assignments).WithOne().HasForeignKey(a => a.LeadId);
        builder.HasMany(l => l.FollowUps).WithOne().HasForeignKey(f => f.LeadId);
        builder.HasMany(l => l.Interests).WithOne().HasForeignKey(i => i.LeadId);
        builder.HasMany(l => l.Activities).WithOne().HasForeignKey(a => a.LeadId);
        builder.HasMany(l => l.Ledger).WithOne().HasForeignKey(c => c.LeadId);
    }
}

internal sealed class LeadAssignmentMapping : IEntityTypeConfiguration<LeadAssignment>
{
    public void Configure(EntityTypeBuilder<LeadAssignment> builder)
    {
        builder.ToTable("lead_assignments");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Explanation).HasColumnType("jsonb");
    }
}

internal sealed class FollowUpMapping : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> builder)
    {
        builder.ToTable("follow_up_tasks");
        builder.Property(f => f.Id).ValueGeneratedNever();
    }
}

internal sealed class InterestMapping : IEntityTypeConfiguration<Interest>
{
    public void Configure(EntityTypeBuilder<Interest> builder)
    {
        builder.ToTable("lead_property_interests");
        builder.HasKey(i => new { i.LeadId, i.PropertyId });
    }
}

internal sealed class LeadActivityMapping : IEntityTypeConfiguration<LeadActivity>
{
    public void Configure(EntityTypeBuilder<LeadActivity> builder)
    {
        builder.ToTable("lead_activities");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Ignore(a => a.IsPlanned).Ignore(a => a.IsExchange).Ignore(a => a.IsContact).Ignore(a => a.Counts);
    }
}

internal sealed class ScoreChangeMapping : IEntityTypeConfiguration<ScoreChange>
{
    public void Configure(EntityTypeBuilder<ScoreChange> builder)
    {
        builder.ToTable("score_ledger");
        builder.Property(c => c.Id).UseIdentityAlwaysColumn();
        // So that the activity is written first.
        builder.HasOne<LeadActivity>().WithMany().HasForeignKey(c => c.ActivityId);
    }
}
