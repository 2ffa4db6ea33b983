package city.chengtu.command.ogc;

import city.chengtu.command.api.Streamed;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.FeaturePage;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.FeatureSource;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A page of features, read and written some at a time. The next page begins after the last feature
 * of this one, by its identity: whatever is changed, added or ended meanwhile, no feature comes
 * twice, and none is left out that is there all the time.
 */
final class ItemParts implements Streamed.Parts {
  private static final int FIRST_STEP = 1_001;
  private static final int SMALLEST_STEP = 20;
  private static final int LARGEST_STEP = 5_001;

  /** About what one part should hold. */
  private static final int PART = 1 << 20;

  private final FeatureSource source;
  private final MapSight sight;
  private final FeatureQuery query;
  private final FeatureWriter writer;
  private final Part bytes = new Part();
  private final Function<String, List<Link>> links;
  private final Supplier<Long> counting;
  private final boolean counted;
  private Long matched;
  private boolean begun;
  private boolean ended;
  private String from;
  private String last;
  private int returned;
  private int step = FIRST_STEP;

  /** How a part's bytes come about. */
  interface Encoding {
    FeatureWriter writer(OutputStream out) throws IOException;
  }

  /**
   * @param counted true when the rows of all pages have to be counted
   * @param counting counts the features of all pages, and gives null when they are not counted; not
   *     asked when this page is all there is
   * @param links of the page; asked with the identity the next one begins after, or null
   */
  ItemParts(
      FeatureSource source,
      MapSight sight,
      FeatureQuery query,
      boolean counted,
      Supplier<Long> counting,
      Encoding encoding,
      boolean gzip,
      Function<String, List<Link>> links)
      throws IOException {
    this.source = source;
    this.sight = sight;
    this.query = query;
    this.counted = counted;
    this.counting = counting;
    this.links = links;
    this.from = query.after();
    this.writer = encoding.writer(gzip ? new Gzip(bytes) : bytes);
  }

  /** Gathers the bytes of a part, and gives them away without another copy. */
  private static final class Part extends ByteArrayOutputStream {
    Part() {
      super(PART / 4); // most pages
    }

    Buffer take(boolean more) {
      Buffer part = BufferInternal.buffer(Unpooled.wrappedBuffer(buf, 0, count));
      buf = new byte[more ? PART + PART / 8 : 0];
      count = 0;
      return part;
    }
  }

  /** Packs fast: the server's time is dearer than the last tenth of the size. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, 8_192, true);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** True when the last part has been made. */
  boolean ended() {
    return ended;
  }

  @Override
  public Buffer next() throws IOException {
    if (ended) {
      return null;
    }
    if (!begun) {
      begun = true;
      writer.begin();
    }
    while (!ended && bytes.size() < PART) {
      step();
      if (!ended) { // else the writer is closed, and what packs takes no more
        writer.flush();
      }
    }
    return bytes.take(!ended);
  }

  /** A page that holds nothing. */
  Buffer nothing() throws IOException {
    begun = true;
    writer.begin();
    finish(false);
    return bytes.take(false);
  }

  private void step() throws IOException {
    int wanted = Math.min(step, query.limit() - returned + 1);
    List<FeatureRow> rows = read(query.withAfter(from).withLimit(wanted));
    int before = bytes.size();
    int written = returned;
    for (FeatureRow row : rows) {
      from = row.id();
      if (sight.shows(row)) {
        if (returned == query.limit()) {
          finish(true);
          return;
        }
        writer.write(row);
        last = row.id();
        returned++;
      }
    }
    // A live source may give a short page and have more.
    boolean over = source.layer().live() ? rows.isEmpty() : rows.size() < wanted;
    if (over) {
      finish(false);
    } else {
      writer.flush();
      adapt(bytes.size() - before, returned - written);
    }
  }

  /** With the first rows of a stored layer comes the count, if one is wanted. */
  private List<FeatureRow> read(FeatureQuery step) {
    if (!counted || begun(step) || source.layer().live()) {
      return source.rows(step);
    }
    FeaturePage page = source.counted(step);
    matched = page.matched();
    return page.rows();
  }

  private boolean begun(FeatureQuery step) {
    return step.after() != null;
  }

  /** Large features are read a few at a time. */
  private void adapt(int size, int features) {
    if (features > 0) {
      long fitting = PART / Math.max(1, size / features);
      step = (int) Math.max(SMALLEST_STEP, Math.min(LARGEST_STEP, fitting));
    }
  }

  private void finish(boolean more) throws IOException {
    ended = true;
    boolean all = !more && query.after() == null;
    writer.end(
        returned,
        all ? Long.valueOf(returned) : matched == null ? counting.get() : matched,
        links.apply(more ? last : null));
    writer.flush();
    writer.close();
  }
}
