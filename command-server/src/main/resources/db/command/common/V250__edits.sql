-- Change sets: edits of stored layers that somebody collects, has reviewed, and that are then taken at once.
create table edit_set (
  id uuid primary key,
  name varchar(200) not null,
  comment varchar(2000) not null,
  -- draft, submitted, applied, rejected
  state varchar(20) not null,
  version bigint not null,
  account varchar(80) not null,
  account_name varchar(200) not null,
  organisation varchar(80) not null,
  created_at timestamp(6) with time zone not null,
  changed_at timestamp(6) with time zone not null,
  submitted_at timestamp(6) with time zone,
  reviewer varchar(80),
  reviewer_name varchar(200),
  decided_at timestamp(6) with time zone,
  reason varchar(2000),
  -- By which change set of the layers it was taken.
  change_set uuid,
  -- The change set it takes back.
  undoes uuid references edit_set (id)
);
create index edit_set_changed on edit_set (changed_at, id);

create table edit_item (
  id uuid primary key,
  edit_set uuid not null references edit_set (id),
  place int not null,
  layer varchar(40) not null,
  feature varchar(200) not null,
  -- create, replace, delete
  action varchar(10) not null,
  -- The version of the feature it builds on; 0 for one that is added.
  base bigint not null,
  -- What the feature shall be; empty when it ends.
  content jsonb not null,
  -- The version it became; 0 when it ended, null as long as it was not taken.
  applied bigint,
  constraint edit_item_once unique (edit_set, layer, feature)
);
