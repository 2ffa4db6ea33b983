package city.chengtu.command.replay;

import city.chengtu.command.replay.Act.Kind;
import city.chengtu.command.replay.CallFile.RecordedCall;
import city.chengtu.command.replay.CallFile.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All acts of a file in the order in which they happened.
 *
 * <p>A unit can be held once only. Where the file sends a unit out again before it says that the
 * unit was free, the unit is released at that moment; what it reported for the first call after
 * that comes as corrections. How often that was is counted.
 *
 * @param early responses ended early
 */
record Script(List<Act> acts, int early) {
  private static final String DISPATCHED = "dispatched";
  private static final String RELEASED = "released";

  // Order among acts of the same moment: a unit is released before it is sent again, and has
  // reported before it is released.
  private static final int LAST_REPORTS = 0;
  private static final int RELEASES = 1;
  private static final int CREATES = 2;
  private static final int DISPATCHES = 3;
  private static final int REPORTS = 4;
  private static final int RELEASES_AT_ONCE = 5;
  private static final int CORRECTIONS = 6;
  private static final int CLOSES = 7;

  static Script of(CallFile file) {
    return new Writer(file).write();
  }

  private static final class Writer {
    private final CallFile file;
    private final List<Act> acts = new ArrayList<>();
    private final Map<String, Instant> nextDispatch;
    private int early;

    Writer(CallFile file) {
      this.file = file;
      this.nextDispatch = nextDispatches(file);
    }

    Script write() {
      file.calls().values().forEach(this::call);
      acts.sort(
          Comparator.comparing(Act::at)
              .thenComparingInt(Act::rank)
              .thenComparing(a -> a.call().id())
              .thenComparing(a -> a.responses().isEmpty() ? "" : a.response().row()));
      return new Script(List.copyOf(acts), early);
    }

    /** When each response's unit is sent out next; by row. */
    private static Map<String, Instant> nextDispatches(CallFile file) {
      Map<String, List<Response>> byUnit = new HashMap<>();
      for (Response r : file.responses()) {
        byUnit.computeIfAbsent(r.unit(), u -> new ArrayList<>()).add(r);
      }
      Map<String, Instant> next = new HashMap<>();
      for (List<Response> responses : byUnit.values()) {
        responses.sort(
            Comparator.comparing((Response r) -> r.times().get(DISPATCHED))
                .thenComparing(Response::row));
        for (int i = 0; i + 1 < responses.size(); i++) {
          next.put(responses.get(i).row(), responses.get(i + 1).times().get(DISPATCHED));
        }
      }
      return next;
    }

    private void call(RecordedCall call) {
      add(Kind.CREATE, CREATES, call.entered(), call, List.of(), null);
      Map<Instant, List<Response>> sent = new LinkedHashMap<>();
      Instant end = call.entered();
      for (Response r : call.responses()) {
        sent.computeIfAbsent(r.times().get(DISPATCHED), t -> new ArrayList<>()).add(r);
        end = later(end, response(call, r));
      }
      sent.forEach((at, rs) -> add(Kind.DISPATCH, DISPATCHES, at, call, rs, DISPATCHED));
      add(Kind.CLOSE, CLOSES, end, call, List.of(), null);
    }

    /** Acts of one response after its dispatch; the time of the last. */
    private Instant response(RecordedCall call, Response r) {
      Instant dispatched = r.times().get(DISPATCHED);
      Instant released = r.times().get(RELEASED);
      Instant next = nextDispatch.get(r.row());
      boolean endsEarly = next != null && (released == null || next.isBefore(released));
      Instant end = endsEarly ? next : released;
      boolean atOnce = dispatched.equals(end);
      Instant last = dispatched;
      for (Map.Entry<String, Instant> time : r.times().entrySet()) {
        if (!time.getKey().equals(DISPATCHED) && !time.getKey().equals(RELEASED)) {
          status(call, r, time.getKey(), time.getValue(), end, atOnce);
          last = later(last, time.getValue());
        }
      }
      if (end != null) {
        early += endsEarly ? 1 : 0;
        Kind kind = endsEarly ? Kind.EARLY_RELEASE : Kind.RELEASE;
        add(kind, atOnce ? RELEASES_AT_ONCE : RELEASES, end, call, List.of(r), RELEASED);
        last = later(last, end);
      }
      return last;
    }

    private void status(
        RecordedCall call, Response r, String status, Instant at, Instant end, boolean atOnce) {
      if (end != null && at.isAfter(end)) {
        add(Kind.LATE_STATUS, CORRECTIONS, at, call, List.of(r), status);
      } else {
        int rank = at.equals(end) && !atOnce ? LAST_REPORTS : REPORTS;
        add(Kind.STATUS, rank, at, call, List.of(r), status);
      }
    }

    private void add(
        Kind kind,
        int rank,
        Instant at,
        RecordedCall call,
        List<Response> responses,
        String status) {
      acts.add(new Act(kind, at, rank, call, responses, status));
    }

    private static Instant later(Instant a, Instant b) {
      return a.isAfter(b) ? a : b;
    }
  }
}
