-- How a session was opened (password, provider, certificate); whether the second factor is still to be shown; and, encrypted, what the
-- identity provider wants to see when signing out there.
alter table access_session add column way varchar(20) default 'password' not null;
alter table access_session add column factor_pending boolean default false not null;
alter table access_session add column provider_token varchar(60000);

-- People of an identity provider: its name for them, which never changes, and their account here.
create table access_link (
  issuer varchar(500) not null,
  subject varchar(300) not null,
  account varchar(80) not null references access_account (account),
  made_at timestamp(6) with time zone not null,
  primary key (issuer, subject)
);
create index access_link_account on access_link (account);

-- Second factors (TOTP). The secret is encrypted with a key that is not in the database.
create table access_second_factor (
  account varchar(80) primary key references access_account (account),
  secret varchar(300) not null,
  made_at timestamp(6) with time zone not null,
  -- null until its owner has shown a first code
  confirmed_at timestamp(6) with time zone,
  -- a code counts once: only later steps are taken
  last_step bigint not null
);

-- Recovery codes: 80 random bits each, here only their hashes, each good once.
create table access_recovery_code (
  account varchar(80) not null references access_account (account),
  code_hash varchar(64) not null,
  used_at timestamp(6) with time zone,
  primary key (account, code_hash)
);
