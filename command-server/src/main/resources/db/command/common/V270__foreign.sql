-- Map services of others that our map shows through the gateway. The description is the administrator's, as JSON; the secret is encrypted
-- with a key that is not in the database.
create table foreign_source (
  id varchar(40) primary key,
  spec varchar(200000) not null,
  sealed varchar(4000),
  changed_at timestamp(6) with time zone not null,
  version bigint not null
);
