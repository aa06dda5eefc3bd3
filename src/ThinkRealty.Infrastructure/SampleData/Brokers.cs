using ThinkRealty.Application.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>The ten agents: specialised and general, of different weight and size; one is on leave today.</summary>
internal static class Brokers
{
    public static IReadOnlyList<CreateAgent> All(DateOnly today, Guid? supervisor) =>
        [
            Broker(DemoAccess.Agent.FullName, "sarah", "+971501234568", [Language.English, Language.Arabic]) with
            {
                SpecializationPropertyType = [PropertyType.Apartment, PropertyType.Studio],
                SpecializationAreas = ["Dubai Marina", "Jumeirah Beach Residence", "Bluewaters Island"],
                Weight = 2,
                MaxActiveLeads = 40,
                SupervisorUserId = supervisor,
            },
            Broker("محمد الهاشمي", "mohammed.alhashimi", "+971504411802", [Language.Arabic, Language.English]) with
            {
                SpecializationPropertyType = [PropertyType.Apartment],
                SpecializationAreas = ["Downtown Dubai", "Business Bay", "City Walk"],
                MaxActiveLeads = 30,
                SupervisorUserId = supervisor,
            },
            Broker("Omar Al Suwaidi", "omar.alsuwaidi", "+971504411803", [Language.Arabic, Language.English]) with
            {
                SpecializationPropertyType = [PropertyType.Villa],
                SpecializationAreas = ["Arabian Ranches", "Dubai Hills Estate", "Emirates Hills"],
                Weight = 2,
                MaxActiveLeads = 12,
            },
            Broker(
                "Priya Nair",
                "priya.nair",
                "+971554411804",
                [Language.English, Language.Hindi, Language.Malayalam]
            ) with
            {
                SpecializationPropertyType = [PropertyType.Apartment, PropertyType.Studio],
                SpecializationAreas = ["JVC", "JLT", "Dubai Silicon Oasis"],
                MaxActiveLeads = 10,
            },
            Broker(
                "ليلى حداد",
                "leila.haddad",
                "+971554411805",
                [Language.Arabic, Language.English, Language.French]
            ) with
            {
                SpecializationAreas = ["Jumeirah", "Umm Suqeim", "Deira"],
            },
            Broker("James Carter", "james.carter", "+971554411806", [Language.English]) with
            {
                SpecializationPropertyType = [PropertyType.Commercial],
                SpecializationAreas = ["Business Bay", "DIFC", "JLT"],
                MaxActiveLeads = 15,
            },
            Broker("Elena Petrova", "elena.petrova", "+971564411807", [Language.English, Language.Russian]) with
            {
                SpecializationPropertyType = [PropertyType.Villa, PropertyType.Apartment],
                SpecializationAreas = ["Palm Jumeirah", "Emaar Beachfront", "Dubai Harbour"],
                MaxActiveLeads = 10,
                SupervisorUserId = supervisor,
            },
            Broker("خالد المري", "khalid.almarri", "+971564411808", [Language.Arabic, Language.English]) with
            {
                SpecializationAreas = ["Jumeirah", "Umm Suqeim", "Mirdif"],
            },
            Broker(
                "Aisha Rahman",
                "aisha.rahman",
                "+971564411809",
                [Language.English, Language.Urdu, Language.Arabic]
            ) with
            {
                SpecializationAreas = ["Deira", "Bur Dubai", "Al Nahda"],
                LeaveFrom = today.AddDays(-3),
                LeaveUntil = today.AddDays(10),
            },
            Broker("Daniel Okafor", "daniel.okafor", "+971584411810", [Language.English]) with
            {
                SpecializationPropertyType = [PropertyType.Townhouse],
                SpecializationAreas = ["Town Square", "Damac Hills 2", "Al Furjan"],
                MaxActiveLeads = 20,
            },
        ];

    private static CreateAgent Broker(string name, string mailbox, string phone, Language[] languages) =>
        new()
        {
            FullName = name,
            Email = $"{mailbox}@{DemoAccess.Domain}",
            Phone = phone,
            WhatsappNumber = phone,
            Languages = languages,
        };
}
