-- Questions people keep. Sharing a question shares its words: whoever asks it sees what his own rights show.
create table saved_question (
  id varchar(40) primary key,
  version bigint not null,
  account varchar(200) not null,
  organisation varchar(160) not null,
  sharing varchar(20) not null,
  title varchar(400) not null,
  content jsonb not null,
  changed_at timestamp(6) with time zone not null,
  -- An alert tells when something enters. armed: what was inside when it began to watch is known.
  alert boolean not null,
  armed boolean not null,
  trouble varchar(80),
  raised bigint not null
);
create index saved_question_account on saved_question (account);

create table saved_question_version (
  id varchar(40) not null,
  version bigint not null,
  changed_at timestamp(6) with time zone not null,
  account varchar(200) not null,
  sharing varchar(20) not null,
  title varchar(400) not null,
  content jsonb not null,
  alert boolean not null,
  primary key (id, version)
);

-- Others who want to hear of a shared question's alerts.
create table question_follower (
  question varchar(40) not null,
  account varchar(200) not null,
  primary key (question, account)
);

-- What is inside a watched question: what comes in addition has entered.
create table alert_inside (
  question varchar(40) not null,
  layer varchar(40) not null,
  feature varchar(200) not null,
  primary key (question, layer, feature)
);
