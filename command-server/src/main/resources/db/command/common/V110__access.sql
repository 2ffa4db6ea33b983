-- Rules of access: whole sets, one version each; the newest is in force, the older ones say what was in force when.
create table access_rules (
  version bigint primary key,
  origin varchar(200) not null,
  valid_from timestamp(6) with time zone not null,
  valid_to timestamp(6) with time zone
);

create table access_role (
  rules_version bigint not null references access_rules (version),
  code varchar(40) not null,
  zh varchar(80) not null,
  en varchar(80) not null,
  -- patterns of role codes, separated by spaces
  excludes varchar(1000) not null,
  place integer not null,
  primary key (rules_version, code)
);

create table access_grant (
  rules_version bigint not null references access_rules (version),
  place integer not null,
  role varchar(40) not null,
  permission varchar(80) not null,
  -- patterns of kinds and layers, names of fields: separated by spaces
  kinds varchar(2000) not null,
  scope varchar(20) not null,
  hides varchar(2000) not null,
  valid_from timestamp(6) with time zone not null,
  valid_to timestamp(6) with time zone,
  primary key (rules_version, place)
);

create table access_personal_field (
  rules_version bigint not null references access_rules (version),
  field varchar(80) not null,
  head integer not null,
  tail integer not null,
  primary key (rules_version, field)
);

create table access_setting (
  rules_version bigint not null references access_rules (version),
  name varchar(80) not null,
  setting varchar(80) not null,
  primary key (rules_version, name)
);

-- People. No secret but the password's hash; telephone numbers stay out of the journal.
create table access_account (
  account varchar(80) primary key,
  name varchar(80) not null,
  organisation varchar(80) not null,
  area varchar(20) not null,
  phone varchar(40),
  disabled boolean not null,
  must_change boolean not null,
  password_hash varchar(300) not null,
  password_at timestamp(6) with time zone not null,
  failures integer not null,
  locked_until timestamp(6) with time zone,
  version bigint not null
);

create table access_account_role (
  account varchar(80) not null references access_account (account),
  role varchar(40) not null,
  primary key (account, role)
);

-- Former passwords, so that they do not come again.
create table access_password (
  account varchar(80) not null references access_account (account),
  set_at timestamp(6) with time zone not null,
  hash varchar(300) not null,
  primary key (account, set_at)
);

-- Signed-in people. The cookie's value is not here, only its hash.
create table access_session (
  secret_hash varchar(64) primary key,
  id uuid not null unique,
  account varchar(80) not null references access_account (account),
  seat varchar(80) not null,
  opened_at timestamp(6) with time zone not null,
  used_at timestamp(6) with time zone not null,
  ends_at timestamp(6) with time zone not null
);
create index access_session_account on access_session (account);
create index access_session_ends on access_session (ends_at);

-- Machines. The token is shown once; here is only its hash.
create table access_token (
  id uuid primary key,
  secret_hash varchar(64) not null unique,
  account varchar(80) not null references access_account (account),
  name varchar(80) not null,
  -- separated by spaces
  scopes varchar(2000) not null,
  made_by varchar(80) not null,
  made_at timestamp(6) with time zone not null,
  ends_at timestamp(6) with time zone not null,
  used_at timestamp(6) with time zone,
  revoked_at timestamp(6) with time zone,
  version bigint not null
);
create index access_token_account on access_token (account);
