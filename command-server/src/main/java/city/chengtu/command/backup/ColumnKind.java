package city.chengtu.command.backup;

import java.util.Locale;
import java.util.Map;

/** What a column holds, named the same for both stores. */
enum ColumnKind {
  TEXT,
  WHOLE,
  DOUBLE,
  DECIMAL,
  FLAG,
  TIME,
  DATE,
  UUID,
  BYTES,
  GEOMETRY,
  JSON;

  /** As the drivers name them: H2 in the standard's words, PostgreSQL in its own. */
  private static final Map<String, ColumnKind> BY_TYPE_NAME =
      Map.ofEntries(
          Map.entry("character varying", TEXT),
          Map.entry("varchar", TEXT),
          Map.entry("text", TEXT),
          Map.entry("smallint", WHOLE),
          Map.entry("integer", WHOLE),
          Map.entry("bigint", WHOLE),
          Map.entry("int2", WHOLE),
          Map.entry("int4", WHOLE),
          Map.entry("int8", WHOLE),
          Map.entry("double precision", DOUBLE),
          Map.entry("float8", DOUBLE),
          Map.entry("numeric", DECIMAL),
          Map.entry("boolean", FLAG),
          Map.entry("bool", FLAG),
          Map.entry("timestamp with time zone", TIME),
          Map.entry("timestamptz", TIME),
          Map.entry("date", DATE),
          Map.entry("uuid", UUID),
          Map.entry("bytea", BYTES),
          Map.entry("binary varying", BYTES),
          Map.entry("geometry", GEOMETRY),
          Map.entry("json", JSON),
          Map.entry("jsonb", JSON));

  /**
   * @param typeName as the driver names it
   * @throws IllegalStateException for a type that back-ups cannot keep yet
   */
  static ColumnKind of(String typeName, String column) {
    // H2 says GEOMETRY(POINT, 4326), and DECIMAL(10, 2) where it was asked so
    String name = typeName.toLowerCase(Locale.ROOT).replaceFirst("\\(.*", "").strip();
    ColumnKind kind = BY_TYPE_NAME.get(name);
    if (kind == null) {
      throw new IllegalStateException(
          "column " + column + " is of type " + typeName + ", which a back-up cannot keep");
    }
    return kind;
  }
}
