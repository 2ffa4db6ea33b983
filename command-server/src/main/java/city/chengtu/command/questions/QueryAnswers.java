package city.chengtu.command.questions;

import city.chengtu.command.api.Streamed;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.questions.Asked.Query;
import city.chengtu.gis.feature.RowEstimate;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers questions about what lies where and fulfils which filter. Blocking. */
final class QueryAnswers {
  static final String NDJSON = "application/x-ndjson";
  static final String GEOJSON = "application/geo+json";

  /** Beyond so many an answer is better streamed, and asked about before. */
  static final int COUNTED = 10_000;

  private static final int PAGE = 1_000;
  static final int LARGEST_PAGE = 10_000;
  private static final int PART_BYTES = 256 << 10;
  private static final Duration PAGE_TIME = Duration.ofSeconds(10);
  private static final Duration STREAM_TIME = Duration.ofMinutes(5);

  private final Sights sights;
  private final Areas areas;

  QueryAnswers(Sights sights, Areas areas) {
    this.sights = sights;
    this.areas = areas;
  }

  /** The question as it was understood: what each layer was asked, in CQL2. */
  record LayerText(String layer, String cql2) {}

  /**
   * @param area the shape features had to meet; null for everywhere
   */
  record Page(
      List<LayerText> layers,
      Object area,
      List<FeatureView> features,
      int returned,
      boolean complete,
      String stopped,
      String next) {}

  Page page(Actor actor, Query asked) {
    Prepared question = Prepared.of(actor, asked, sights, areas, PAGE);
    Areas.within(question.limit(), 1, LARGEST_PAGE, "/limit");
    Run run = new Run(question, Deadline.in(PAGE_TIME));
    List<FeatureView> features = new ArrayList<>();
    while (!run.ended()) {
      features.addAll(run.step());
    }
    Run.Summary s = run.summary();
    return new Page(
        texts(question),
        question.area().shape(),
        features,
        s.returned(),
        s.complete(),
        s.stopped(),
        s.next());
  }

  private static List<LayerText> texts(Prepared question) {
    return question.parts().stream()
        .map(p -> new LayerText(p.opened().id(), p.cql2(question.area())))
        .toList();
  }

  /** How many features a layer gives. */
  record LayerEstimate(String layer, String cql2, long rows, boolean exact) {}

  /**
   * @param heavy true when it is so many that somebody should narrow it, or stream
   */
  record Estimate(List<LayerEstimate> layers, long rows, boolean exact, boolean heavy) {}

  Estimate estimate(Actor actor, Query asked) {
    Prepared question = Prepared.of(actor, asked, sights, areas, PAGE);
    List<LayerEstimate> layers = new ArrayList<>();
    for (Prepared.Part part : question.parts()) {
      RowEstimate rows = part.rows(question.area()).estimate(COUNTED + 1);
      layers.add(
          new LayerEstimate(
              part.opened().id(), part.cql2(question.area()), rows.rows(), rows.exact()));
    }
    long all = layers.stream().mapToLong(LayerEstimate::rows).sum();
    return new Estimate(layers, all, layers.stream().allMatch(LayerEstimate::exact), all > COUNTED);
  }

  /** All of it, made as the client takes it; the last line or member says whether it is all. */
  Streamed stream(Actor actor, Query asked, boolean lines) {
    Prepared question = Prepared.of(actor, asked, sights, areas, Prepared.LARGEST);
    Run run = new Run(question, Deadline.in(STREAM_TIME));
    Parts parts = new Parts(run, lines);
    return new Streamed(
        lines ? NDJSON : GEOJSON, Map.of("Cache-Control", "no-store"), parts.first(), parts);
  }

  /** Writes a run as lines, or as one FeatureCollection. */
  private static final class Parts implements Streamed.Parts {
    private final Run run;
    private final boolean lines;
    private boolean some;
    private boolean ended;

    Parts(Run run, boolean lines) {
      this.run = run;
      this.lines = lines;
    }

    Buffer first() {
      Buffer out = Buffer.buffer(lines ? "" : "{\"type\":\"FeatureCollection\",\"features\":[");
      return fill(out);
    }

    @Override
    public Buffer next() {
      return ended ? null : fill(Buffer.buffer());
    }

    private Buffer fill(Buffer out) {
      while (!run.ended() && out.length() < PART_BYTES) {
        for (FeatureView view : run.step()) {
          if (!lines && some) {
            out.appendString(",");
          }
          some = true;
          out.appendString(StateJson.write(view));
          if (lines) {
            out.appendString("\n");
          }
        }
      }
      if (run.ended()) {
        ended = true;
        String summary = StateJson.write(run.summary());
        out.appendString(
            lines ? "{\"summary\":" + summary + "}\n" : "],\"summary\":" + summary + "}");
      }
      return out;
    }
  }
}
