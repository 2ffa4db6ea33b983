package city.chengtu.gis.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Told of everything in an OpenStreetMap file, in the file's order. Tags are by key. */
interface OsmVisitor {
  /** Whether this visitor wants the kind at all; what nobody wants is not decoded. */
  boolean wants(Kind kind);

  /** The three kinds of things OpenStreetMap is made of. */
  enum Kind {
    NODE,
    WAY,
    RELATION
  }

  /** A part of a relation. */
  record Member(Kind kind, long id, String role) {}

  /**
   * @param lon in 10^-7 degrees
   * @param lat in 10^-7 degrees
   */
  default void node(long id, int lon, int lat, Map<String, String> tags) throws IOException {}

  default void way(long id, long[] nodes, Map<String, String> tags) throws IOException {}

  default void relation(long id, List<Member> members, Map<String, String> tags)
      throws IOException {}
}
