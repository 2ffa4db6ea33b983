-- Loads of files into layers, as conversations: what was sent, what was decided about it, what became of it.
create table layer_load (
  id uuid primary key,
  account varchar(80) not null,
  organisation varchar(80) not null,
  made_at timestamp(6) with time zone not null,
  changed_at timestamp(6) with time zone not null,
  -- draft, running, done, undone, interrupted
  state varchar(20) not null,
  -- the first file's name as its sender calls it
  name varchar(255) not null,
  size bigint not null,
  -- the names of all its files, the first one first
  files jsonb not null,
  -- the folder they lie in: a node has one of its own
  spool uuid not null,
  options jsonb not null,
  -- what was found out by these options
  preview jsonb,
  layer varchar(40),
  -- trial, commit or undo, while it runs
  job varchar(20),
  report jsonb,
  -- why the last attempt ended without its end
  problem_code varchar(40),
  problem varchar(1000),
  change_set uuid,
  -- the layer's definition before, where the load changed it
  definition_before jsonb,
  version bigint not null
);
create index layer_load_made on layer_load (made_at, id);

-- What the checks of the last run had to say, row by row.
create table layer_load_note (
  load_id uuid not null references layer_load (id) on delete cascade,
  place int not null,
  row_number bigint not null,
  severity varchar(10) not null,
  rule varchar(40) not null,
  feature varchar(200),
  field varchar(200),
  detail varchar(2000) not null,
  row_value varchar(500),
  primary key (load_id, place)
);
