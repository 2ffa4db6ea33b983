-- What a filter is said in, under one name on both stores: null for null, and null for a value that is not of the kind asked for,
-- so that no row can make a query fail. The library's code for H2 and for memory gives the same answers (a test compares them).
-- Those written as one expression are put in place of their call (not declared strict where the server could not prove it).
-- Needs a database in UTF8 and PostgreSQL with ICU, as all distributions build it.
create function json_string(jsonb, text) returns text language sql immutable parallel safe
  as $$select case when jsonb_typeof($1 -> $2) = 'string' then $1 ->> $2 end$$;

create function json_number(jsonb, text) returns numeric language sql immutable parallel safe
  as $$select case when jsonb_typeof($1 -> $2) = 'number' then cast($1 ->> $2 as numeric) end$$;

create function json_truth(jsonb, text) returns boolean language sql immutable parallel safe
  as $$select case when jsonb_typeof($1 -> $2) = 'boolean' then $1 ->> $2 = 'true' end$$;

-- Days since 1970-01-01 of 2026-03-01.
create function text_day(text) returns bigint language plpgsql immutable strict parallel safe as $$
declare
  first date;
  day bigint;
begin
  if $1 !~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then
    return null;
  end if;
  first := cast(substr($1, 1, 8) || '01' as date);
  day := first - make_date(1970, 1, 1) + cast(substr($1, 9, 2) as int) - 1;
  -- The 31st of a month that has none would lie in the next one.
  return case when substr($1, 9, 2) <= '28' or day < cast(first + interval '1' month as date) - make_date(1970, 1, 1) then day end;
end$$;

-- Microseconds since 1970-01-01T00:00:00Z of 2026-03-01T08:00:00.123+08:00, digits beyond the sixth cut off. The offset is always
-- there, so the session's time zone has no say.
create function text_instant(text) returns bigint language plpgsql immutable strict parallel safe as $$
begin
  if $1 !~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?([Zz]|[+-](0[0-9]|1[0-5]):[0-5][0-9])$'
      or (substr($1, 9, 2) > '28' and text_day(substr($1, 1, 10)) is null) then
    return null;
  end if;
  return cast(
    extract(epoch from cast(case when length($1) > 26 then regexp_replace($1, '([.][0-9]{6})[0-9]+', '\1') else $1 end as timestamptz))
    * 1000000 as bigint);
end$$;

create function json_day(jsonb, text) returns bigint language sql immutable parallel safe
  as $$select text_day(json_string($1, $2))$$;

create function json_instant(jsonb, text) returns bigint language sql immutable parallel safe
  as $$select text_instant(json_string($1, $2))$$;

-- Full case folding by way of upper case; every sigma alike. The collation is named: the database's own may know ASCII only.
create function text_casei(text) returns text language sql immutable strict parallel safe
  as $$select replace(lower(upper($1 collate "und-x-icu") collate "und-x-icu"), 'ς', 'σ')$$;

create function text_accenti(text) returns text language sql immutable strict parallel safe
  as $$select translate(
    normalize(regexp_replace(normalize($1, NFD), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+', '', 'g'), NFC),
    'ØøŁłĐđĦħŦŧƀɃƵƶɆɇɈɉɌɍɎɏȺⱥȻȼȽƚȾⱦıȷ',
    'OoLlDdHhTtbBZzEeJjRrYyAaCcLlTtij')$$;

create function text_like(text, text) returns boolean language sql immutable strict parallel safe
  as $$select $1 like $2$$;

-- By code point, whatever the database's collation.
create function text_order(text) returns bytea language sql immutable strict parallel safe
  as $$select convert_to($1, 'UTF8')$$;

create function number_calc(operator text, a double precision, b double precision) returns double precision
  language plpgsql immutable strict parallel safe as $$
begin
  if abs(a) > 1e150 or abs(b) > 1e150 or (abs(a) < 1e-150 and a <> 0) or (abs(b) < 1e-150 and b <> 0) then
    return null;
  end if;
  case operator
    when '+' then return a + b;
    when '-' then return a - b;
    when '*' then return a * b;
    when '/' then return case when b <> 0 then a / b end;
    when 'div' then return case when b <> 0 then trunc(a / b) end;
    when '%' then return case when b <> 0 then a - b * trunc(a / b) end;
    when '^' then
      if a = 0 then
        return case when b > 0 then 0 when b = 0 then 1 end;
      end if;
      if (a < 0 and b <> trunc(b)) or abs(b * log(abs(a))) > 300 then
        return null;
      end if;
      return power(a, b);
  end case;
end$$;
