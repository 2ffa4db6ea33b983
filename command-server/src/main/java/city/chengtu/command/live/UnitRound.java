package city.chengtu.command.live;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Positions to be told to many clients, each with a view of its own: every unit is encoded once,
 * and a grid finds those in a view. Unchanging, so that all event loops may read it.
 */
final class UnitRound {
  private static final GeometryFactory POINTS = new GeometryFactory();
  private static final int CELLS = 64;

  private final long number;
  private final List<UnitMove> moves;
  private final List<byte[]> encoded = new ArrayList<>();
  private final Envelope extent = new Envelope();
  private final Map<Integer, List<Integer>> grid = new HashMap<>();

  /**
   * @param number later rounds have higher ones
   */
  UnitRound(long number, List<UnitMove> moves) {
    this.number = number;
    this.moves = moves;
    for (UnitMove move : moves) {
      extent.expandToInclude(move.lon(), move.lat());
      encoded.add(EventEncoder.bytes(json -> write(json, move)));
    }
    for (int i = 0; i < moves.size(); i++) {
      int cell = column(moves.get(i).lon()) * CELLS + row(moves.get(i).lat());
      grid.computeIfAbsent(cell, c -> new ArrayList<>()).add(i);
    }
  }

  private static void write(JsonGenerator json, UnitMove m) throws IOException {
    json.writeStartArray();
    json.writeString(m.unit());
    json.writeNumber(m.lon());
    json.writeNumber(m.lat());
    number(json, m.heading());
    number(json, m.speed());
    json.writeNumber(m.at());
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, Double value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  private int column(double lon) {
    return cell(lon - extent.getMinX(), extent.getWidth());
  }

  private int row(double lat) {
    return cell(lat - extent.getMinY(), extent.getHeight());
  }

  /** Positions outside the extent belong to the cells at its edge. */
  private static int cell(double offset, double size) {
    return size <= 0 ? 0 : (int) Math.max(0, Math.min(CELLS - 1, offset / size * CELLS));
  }

  long number() {
    return number;
  }

  boolean isEmpty() {
    return moves.isEmpty();
  }

  /** Which of the units this actor may see; the same for all with the same visibility. */
  BitSet visible(AccessPolicy policy, Actor actor) {
    BitSet visible = new BitSet(moves.size());
    for (int i = 0; i < moves.size(); i++) {
      UnitMove m = moves.get(i);
      visible.set(
          i,
          policy.maySee(
              actor,
              "unit",
              m.organisation(),
              POINTS.createPoint(new Coordinate(m.lon(), m.lat()))));
    }
    return visible;
  }

  /**
   * The visible units within a view as they stand in a message, with commas between them; empty
   * when there are none.
   *
   * @param view null for everywhere
   */
  Buffer units(Envelope view, BitSet visible) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
    IntConsumer add =
        i -> {
          if (out.size() > 0) {
            out.write(',');
          }
          out.writeBytes(encoded.get(i));
        };
    if (view == null || view.contains(extent)) {
      visible.stream().forEach(add);
    } else if (view.intersects(extent)) {
      within(view, visible, add);
    }
    return Buffer.buffer(out.toByteArray());
  }

  private void within(Envelope view, BitSet visible, IntConsumer add) {
    for (int x = column(view.getMinX()); x <= column(view.getMaxX()); x++) {
      for (int y = row(view.getMinY()); y <= row(view.getMaxY()); y++) {
        for (int i : grid.getOrDefault(x * CELLS + y, List.of())) {
          UnitMove m = moves.get(i);
          if (visible.get(i) && view.contains(m.lon(), m.lat())) {
            add.accept(i);
          }
        }
      }
    }
  }
}
