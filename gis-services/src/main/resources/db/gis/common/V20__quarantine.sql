-- Rows of delivered files that could not be taken, as they stood in the file, with the reasons: they can be read, mended and
-- delivered again.
create table quarantine (
  change_set uuid not null references change_set (id),
  layer varchar(40) not null references layer (id),
  -- As the file's own program counts: 1 is the first row of data.
  row_number bigint not null,
  feature varchar(200),
  -- The file's own fields and, as well-known binary, its own geometry in its own reference system; null when it has none.
  content jsonb not null,
  geometry bytea,
  reference_system varchar(300) not null,
  reasons varchar(4000) not null,
  primary key (change_set, layer, row_number)
);
create index quarantine_layer on quarantine (layer);
