package city.chengtu.command.replay;

import city.chengtu.command.replay.CallFile.RecordedCall;
import city.chengtu.command.replay.CallFile.Response;
import java.time.Instant;
import java.util.List;

/**
 * One thing that happens in a replay.
 *
 * @param at when it happened
 * @param rank order among those that happened at the same moment
 * @param call the call it is about
 * @param responses the responses it is about; one, except for a dispatch
 * @param status status it reports
 */
record Act(
    Kind kind, Instant at, int rank, RecordedCall call, List<Response> responses, String status) {
  /** What happens. */
  enum Kind {
    /** A unit is needed elsewhere before the file says that it was free. */
    EARLY_RELEASE,
    RELEASE,
    CREATE,
    DISPATCH,
    STATUS,
    /** A report of a response that has ended in this replay: given as a correction. */
    LATE_STATUS,
    CLOSE
  }

  Response response() {
    return responses.get(0);
  }

  /** Units concerned. */
  List<String> units() {
    return responses.stream().map(Response::unit).toList();
  }
}
