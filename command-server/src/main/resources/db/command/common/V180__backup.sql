-- From which back-ups this store was restored. Not part of what back-ups hold or compare: two stores with equal content may have come to it
-- on different ways.
create table store_restore (
  id uuid primary key,
  at timestamp(6) with time zone not null,
  -- the journal's last entry in the back-up
  position bigint not null,
  hash varchar(64) not null,
  made_at timestamp(6) with time zone not null,
  made_by varchar(80) not null,
  -- true when the journal says it
  announced boolean not null
);
