-- The journal: every change of state, in one gapless order, chained by hash.
create table journal_entry (
  seq bigint primary key,
  id uuid not null unique,
  type varchar(120) not null,
  time timestamp(6) with time zone not null,
  actor varchar(80) not null,
  seat varchar(80),
  source varchar(40) not null,
  command_id uuid not null,
  subject_kind varchar(40) not null,
  subject_id varchar(80) not null,
  version bigint not null,
  organisation varchar(80),
  data varchar(1000000),
  geometry geometry(geometry, 4326),
  content_hash varchar(64) not null,
  hash varchar(64) not null
);
create index journal_entry_subject on journal_entry (subject_kind, subject_id, seq);
create index journal_entry_time on journal_entry (time);

-- One row: whoever locks it writes next.
create table journal_head (
  id integer primary key,
  seq bigint not null,
  hash varchar(64) not null,
  time timestamp(6) with time zone not null
);

-- Numbers and hashes signed (Ed25519, Base64) now and then, so that nobody can write the whole chain anew.
create table journal_checkpoint (
  seq bigint primary key,
  hash varchar(64) not null,
  time timestamp(6) with time zone not null,
  key_id varchar(64) not null,
  signature varchar(200) not null
);

-- Every command with its final state: the same id gives the same answer.
create table command (
  id uuid primary key,
  kind varchar(80) not null,
  account varchar(80) not null,
  seat varchar(80),
  digest varchar(64) not null,
  state varchar(10) not null,
  status integer not null,
  answer varchar(1000000),
  position bigint not null,
  at timestamp(6) with time zone not null
);

insert into journal_head (id, seq, hash, time)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', timestamp with time zone '2000-01-01 00:00:00+00:00');
