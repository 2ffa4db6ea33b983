create extension if not exists postgis;

-- One name on both stores. Simple enough to be inlined, so an index on (props ->> 'key') serves it.
create function json_text(jsonb, text) returns text language sql immutable strict parallel safe
  as 'select $1 ->> $2';
