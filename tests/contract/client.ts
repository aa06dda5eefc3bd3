// An integrator's client, generated from the document. It is compiled and not run: what it sends and reads has to fit the
// document without a cast.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

// Answers and problems as JSON; a report as CSV is asked for with an Accept header and parseAs: "text".
const api = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: "http://127.0.0.1:8000" });

export async function capture(phone: string): Promise<string> {
  const { data, error } = await api.POST("/api/v1/leads/capture", {
    params: { header: { "Idempotency-Key": `website-${phone}` } },
    body: {
      source_type: "bayut",
      lead_data: {
        first_name: "Ahmed",
        last_name: "Al Mansouri",
        phone,
        nationality: "UAE",
        language_preference: "arabic",
        budget_min: 800000,
        budget_max: 1500000,
        property_type: "apartment",
        preferred_areas: ["Dubai Marina"],
      },
    },
  });
  if (error) return error.existing_lead_id ?? error.type;
  const agent: string | undefined = data.assigned_agent?.name;
  const warnings: string[] = data.warnings;
  const score: number = data.lead_score;
  return [data.lead_id, agent, score, ...warnings].join(" ");
}

export async function captureNothing(): Promise<void> {
  // @ts-expect-error the document says that a capture has a source and a person
  await api.POST("/api/v1/leads/capture", { body: {} });
  await api.POST("/api/v1/leads/capture", {
    // @ts-expect-error the person has no phone
    body: { source_type: "bayut", lead_data: { first_name: "Ahmed" } },
  });
}

export async function update(lead: string, version: string): Promise<string | null> {
  const { data, error } = await api.PUT("/api/v1/leads/{id}/update", {
    params: { path: { id: lead }, header: { "If-Match": version } },
    body: {
      status: "qualified",
      activity: { type: "call", notes: "Interested in a 2BR in Marina", outcome: "positive" },
      property_interests: [{ property_id: "0192f000-0000-7000-8000-000000000001", interest_level: "high" }],
    },
  });
  if (error) return error.allowed?.join(", ") ?? error.detail;
  const status: string = data.status;
  return `${status} ${data.score} ${data.next_follow_up ?? "-"}`;
}

export async function report(): Promise<number> {
  const { data } = await api.GET("/api/v1/analytics/revenue-attribution", {
    params: { query: { date_from: "2026-01-01", date_to: "2026-03-31", source_type: "bayut", limit: 10 } },
  });
  let revenue = 0;
  for (const row of data?.data ?? []) revenue += row.total_revenue;
  const asOf: string | undefined = data?.as_of;
  return asOf ? revenue : 0;
}
