create table jobs (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  request_key text unique,
  -- Of the input, so that a key which comes again with another input is noticed.
  input_hash text not null,
  input text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'cancelled')),
  cursor integer not null default 0,
  total integer not null,
  tries integer not null default 0,
  token bigint not null default 0,
  owner text,
  leased_until timestamptz not null default '-infinity',
  due_at timestamptz not null default '-infinity',
  error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index jobs_waiting on jobs (due_at) where state = 'waiting';
create index jobs_created on jobs (created_at);

-- What each finished slice brought: written together with the cursor.
create table job_parts (
  job_id uuid not null references jobs on delete cascade,
  cursor integer not null,
  body text not null,
  primary key (job_id, cursor)
);

-- Batches of coupons that Youshu has taken through this gateway.
create table pushed_coupons (
  coupon_id text primary key,
  pushed_at timestamptz not null default now()
);

-- Card statistics of closed days never change: each is asked for once.
create table statistics_days (
  account text not null,
  request text not null,
  day date not null,
  rows text not null,
  fetched_at timestamptz not null default now(),
  primary key (account, request, day)
);
