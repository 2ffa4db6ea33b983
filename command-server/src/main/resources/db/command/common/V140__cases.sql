-- Cases of digital urban management: what was reported, of which class, where.
create table city_case (
  id uuid primary key,
  case_number varchar(80) not null unique,
  scheme varchar(40) not null,
  scheme_version varchar(40) not null,
  kind varchar(20) not null,
  class_code varchar(20) not null,
  -- The class's name when the case was reported: schemes change, records do not.
  class_zh varchar(200) not null,
  class_en varchar(200) not null,
  state varchar(20) not null,
  source varchar(20) not null,
  description varchar(2000) not null,
  place geometry(point, 4326) not null,
  address varchar(200),
  grid varchar(20),
  component varchar(40),
  reporter varchar(80) not null,
  reporter_name varchar(200) not null,
  organisation varchar(80) not null,
  reported_at timestamp(6) with time zone not null,
  changed_at timestamp(6) with time zone not null,
  version bigint not null
);
create index city_case_place on city_case using rtree (place);
create index city_case_reported on city_case (reported_at, id);

-- The last sequence number given for each rest of a case number.
create table case_sequence (
  pattern varchar(80) primary key,
  last bigint not null
);

-- Pictures, each kept once. In the database, not in a folder: every node that shares it can serve them, and a backup holds them too.
create table attachment_content (
  sha256 varchar(64) primary key,
  bytes bytea not null
);

create table attachment (
  id uuid primary key,
  sha256 varchar(64) not null references attachment_content (sha256),
  content_type varchar(40) not null,
  size bigint not null,
  uploaded_by varchar(80) not null,
  organisation varchar(80) not null,
  uploaded_at timestamp(6) with time zone not null,
  -- The case it belongs to and its place among that case's photos; null until a case names it.
  case_id uuid references city_case (id),
  place integer,
  version bigint not null
);
create index attachment_case on attachment (case_id, place);
