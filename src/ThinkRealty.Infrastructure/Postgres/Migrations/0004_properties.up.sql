-- The catalogue that suggestions and interests draw from; filled by sample data, imports and portals.
create table properties (
  id uuid primary key,
  title text not null check (length(title) between 1 and 200),
  development text,
  address text,
  area text not null,
  property_type text not null
    check (property_type in ('apartment', 'villa', 'townhouse', 'commercial', 'house', 'studio')),
  bedrooms integer check (bedrooms between 0 and 50),
  bathrooms integer check (bathrooms between 0 and 50),
  size_sqft numeric(12, 2) check (size_sqft > 0), -- square feet
  price numeric(15, 2) not null check (price > 0), -- AED; a year's rent where the purpose is rent
  purpose text not null check (purpose in ('buy', 'rent')),
  is_active boolean not null,
  source text,
  source_id text,
  listing_url text,
  agent_id uuid references agents,
  views integer not null default 0 check (views >= 0),
  inquiries integer not null default 0 check (inquiries >= 0),
  social jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint properties_source_key unique (source, source_id),
  constraint properties_source_whole check ((source is null) = (source_id is null))
);

-- Suggestions from the catalogue: the active ones of a type around a price.
create index properties_offer on properties (property_type, price) where is_active;
create index properties_agent on properties (agent_id) where agent_id is not null;
