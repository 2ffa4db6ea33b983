-- The catalogue and the books kept on every change of a stored layer. Each layer's features lie in a table of their own,
-- layer_<id>, made when the layer is defined (see StoredLayers).
create table theme (
  id varchar(40) primary key,
  parent varchar(40) references theme (id),
  title_zh varchar(200) not null,
  title_en varchar(200) not null,
  place int not null
);

create table layer (
  id varchar(40) primary key,
  theme varchar(40) not null references theme (id),
  definition jsonb not null,
  -- Moves with every change set that touches the layer; its row is the lock that lets one writer in at a time.
  version bigint not null,
  features bigint not null,
  changed_at timestamp with time zone not null
);

-- Who changed map data, when, from what source.
create table change_set (
  id uuid primary key,
  made_at timestamp with time zone not null,
  author varchar(200) not null,
  title varchar(400) not null,
  source varchar(1000) not null
);

create table layer_change (
  layer varchar(40) not null references layer (id),
  version bigint not null,
  change_set uuid not null references change_set (id),
  changed_at timestamp with time zone not null,
  added bigint not null,
  changed bigint not null,
  ended bigint not null,
  unchanged bigint not null,
  -- Holds every old and new geometry; all null when nothing changed.
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  primary key (layer, version)
);
