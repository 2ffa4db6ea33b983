package city.chengtu.command.printing;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Answer;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.feature.Catalogue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** Draws maps on paper, one at a time. Blocking; safe for many threads. */
public final class Printer {
  private static final double WATERMARK = 0.1;
  private static final int WITH_PICTURES = 3;

  private final Catalogue catalogue;
  private final AccessPolicy policy;
  private final PrintPictures pictures;
  private final CoordinateSystems systems;
  private final PrintFonts fonts;
  private final ZoneId zone;
  private final Clock clock;
  private final PrintLimits limits;
  private final Semaphore waiting = new Semaphore(WITH_PICTURES);
  private final Semaphore place = new Semaphore(1, true);

  /**
   * @param zone in which times are written
   */
  public Printer(
      Catalogue catalogue,
      AccessPolicy policy,
      PrintPictures pictures,
      PrintFonts fonts,
      ZoneId zone,
      Clock clock,
      PrintLimits limits) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.pictures = pictures;
    this.systems = new CoordinateSystems();
    this.fonts = fonts;
    this.zone = zone;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * @param incomplete how many remarks about what was left out stand on the page
   */
  record Printed(Buffer pdf, int incomplete) {}

  /** Draws an order for which the pictures of other servers have come, or have not. */
  @FunctionalInterface
  interface Drawing {
    Future<Answer> of(OrderedPictures pictures);
  }

  /**
   * Begins an order: what other servers draw of it is asked for. Pictures take memory, so only some
   * orders with pictures are under way at a time.
   *
   * @throws Refusal 400 naming the field, 503 when as many wait as may
   */
  Future<Answer> begin(Actor actor, PrintOrder order, Drawing drawing) {
    order.check();
    if (order.layers().stream().allMatch(each -> pictures.find(actor, each.id()).isEmpty())) {
      return drawing.of(OrderedPictures.NONE);
    }
    if (!waiting.tryAcquire()) {
      throw busy();
    }
    try {
      return fetched(actor, order).compose(drawing::of).onComplete(done -> waiting.release());
    } catch (RuntimeException refused) {
      waiting.release();
      throw refused;
    }
  }

  private static Refusal busy() {
    return Refusal.of(503, "printing-busy", "another map is being drawn; ask again in a moment");
  }

  private Future<OrderedPictures> fetched(Actor actor, PrintOrder order) {
    Sheet sheet =
        new Sheet(order, new GridPlane(systems, order.centre().get(0), order.centre().get(1)));
    return OrderedPictures.fetch(pictures, actor, order, sheet, limits.pictures());
  }

  /**
   * @throws Refusal 400 naming the field, 404 for a layer the actor does not see, 503 while another
   *     map is drawn or without a font
   */
  Printed print(Actor actor, PrintOrder order, OrderedPictures fetched) {
    order.check();
    PrintFont font = fonts.get();
    takePlace();
    try {
      return draw(actor, order, font, fetched);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the page", e);
    } finally {
      place.release();
    }
  }

  private void takePlace() {
    try {
      if (place.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw busy();
  }

  private Printed draw(Actor actor, PrintOrder order, PrintFont font, OrderedPictures fetched)
      throws IOException {
    GridPlane plane = new GridPlane(systems, order.centre().get(0), order.centre().get(1));
    Sheet sheet = new Sheet(order, plane);
    PdfPen pen = new PdfPen(limits.contentBytes());
    PrintStates states = new PrintStates();
    GlyphFonts glyphs = new GlyphFonts(font);
    PrintImages images = new PrintImages();
    PrintedMap map =
        new PrintedMap(sheet, order, pen, states, images, fetched, limits)
            .of(catalogue, policy, actor);
    map.draw();
    map.labels().draw(pen, glyphs);
    Margin margin = new Margin(sheet, pen, glyphs, order.words());
    String title = title(order);
    Instant now = clock.instant();
    margin.watermark(
        actor.name() + " " + actor.account() + " " + time(now), states.opacity(WATERMARK));
    margin.frame();
    margin.title(title);
    margin.facts(facts(order, sheet, map, actor, now));
    margin.legend(map.legend());
    margin.scaleBar();
    margin.north();
    if (!map.notes().isEmpty()) {
      margin.notes(map.notes());
    }
    return new Printed(
        document(sheet, pen, states, images, glyphs, title, actor, now), map.notes().size());
  }

  private static String title(PrintOrder order) {
    return order.title() == null || order.title().isBlank()
        ? order.words().untitled()
        : order.title().strip();
  }

  private List<String> facts(
      PrintOrder order, Sheet sheet, PrintedMap map, Actor actor, Instant now) {
    PrintWords words = order.words();
    GridPlane plane = sheet.plane();
    List<String> facts = new ArrayList<>();
    String scale = NumberFormat.getInstance(Locale.US).format(order.scale());
    facts.add(String.format(Locale.ROOT, words.scale(), scale, sheet.strain()));
    facts.add(
        String.format(
            Locale.ROOT, words.projection(), plane.meridian(), plane.code(), plane.factor()));
    facts.add(words.datum());
    facts.add(String.format(Locale.ROOT, words.moment(), time(order.moment().orElse(now))));
    String who = String.join(" ", actor.name(), actor.organisation(), time(now));
    facts.add(String.format(Locale.ROOT, words.printed(), who));
    facts.add(
        map.approvals().isEmpty()
            ? words.noApproval()
            : String.format(Locale.ROOT, words.approval(), String.join(" ", map.approvals())));
    return facts;
  }

  private String time(Instant at) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
        .withZone(zone)
        .format(at);
  }

  private Buffer document(
      Sheet sheet,
      PdfPen pen,
      PrintStates states,
      PrintImages images,
      GlyphFonts glyphs,
      String title,
      Actor actor,
      Instant now)
      throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle((float) sheet.width(), (float) sheet.height()));
      COSDictionary resources = new COSDictionary();
      resources.setItem(COSName.FONT, glyphs.resources(document));
      states.into(resources, document);
      images.into(resources, document);
      page.setResources(new PDResources(resources));
      page.setContents(
          new PDStream(document, new ByteArrayInputStream(pen.content()), COSName.FLATE_DECODE));
      document.addPage(page);
      document.setVersion(1.7f);
      document.getDocumentInformation().setTitle(title);
      document.getDocumentInformation().setAuthor(actor.name());
      document.getDocumentInformation().setProducer("Chengtu 城图");
      Calendar date = Calendar.getInstance(TimeZone.getTimeZone(zone), Locale.ROOT);
      date.setTimeInMillis(now.toEpochMilli());
      document.getDocumentInformation().setCreationDate(date);
      // "Fit to page" would spoil the scale.
      PDViewerPreferences wishes = new PDViewerPreferences(new COSDictionary());
      wishes.setPrintScaling(PDViewerPreferences.PRINT_SCALING.None);
      document.getDocumentCatalog().setViewerPreferences(wishes);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return Buffer.buffer(out.toByteArray());
    }
  }
}
