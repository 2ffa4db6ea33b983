package city.chengtu.command.server;

import city.chengtu.command.access.Access;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Routes;
import city.chengtu.command.catalogue.CatalogueParts;
import city.chengtu.command.catalogue.CatalogueRoutes;
import city.chengtu.command.catalogue.QualityWatch;
import city.chengtu.command.catalogue.SubscriptionWatch;
import city.chengtu.command.catalogue.UsageMeter;
import city.chengtu.command.inbox.Inbox;
import city.chengtu.command.inbox.InboxRoutes;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.onemap.OneMap;
import city.chengtu.command.onemap.PictureShelf;
import city.chengtu.command.questions.QuestionParts;
import city.chengtu.command.questions.QuestionRoutes;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.StoredLayers;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue, questions, people's inboxes, and what keeps them in step with the layers. */
final class Knowledge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);
  private static final Duration TELLING = Duration.ofSeconds(2);
  private static final Duration CHECKING = Duration.ofSeconds(5);
  private static final Duration COUNTING = Duration.ofSeconds(30);

  private final Api api;
  private final CatalogueParts parts;
  private final Inbox inbox;
  private final QuestionRoutes questions;
  final UsageMeter usage;

  /** Off the beats of {@link Core}: a check of a large layer takes a while. */
  private final Beats beats = new Beats("catalogue");

  private final Beats watching = new Beats("alerts");

  private final ExecutorService soon =
      Executors.newSingleThreadExecutor(Beats.threads("catalogue-soon"));

  Knowledge(
      Core core,
      Settings settings,
      Api api,
      Access access,
      OneMap map,
      StoredLayers layers,
      Catalogue catalogue,
      PictureShelf pictures,
      Domain domain) {
    Jdbi jdbi = core.database.jdbi();
    ZoneId zone = ZoneId.of(settings.get(Settings.TIME_ZONE));
    this.api = api;
    this.parts =
        new CatalogueParts(
            map, catalogue, pictures, layers, access.policy(), jdbi, core.clock, zone);
    this.inbox = new Inbox(jdbi, core.commands);
    this.usage = new UsageMeter(jdbi, core.clock, zone);
    this.questions =
        new QuestionRoutes(
            api,
            new QuestionParts(
                catalogue,
                access.policy(),
                domain.roads,
                () -> domain.rules.current().around(),
                access::person,
                jdbi,
                core.commands,
                inbox));
    core.follower.listen(entries -> onEntries(entries, layers));
    watching.every(TELLING, "watching what enters", questions.alerts());
    beats.every(
        TELLING,
        "telling of changed layers",
        new SubscriptionWatch(
            catalogue, layers, access.policy(), access::person, jdbi, core.commands, inbox));
    beats.every(CHECKING, "checking layers", new QualityWatch(catalogue, jdbi, core.clock));
    beats.every(COUNTING, "counting the use of layers", usage);
  }

  /** A layer that was given another title or share class: at once, and not on the next beat. */
  private void onEntries(List<JournalEntry> entries, StoredLayers layers) {
    if (entries.stream().anyMatch(e -> e.subject().kind().equals("catalogue"))) {
      soon.execute(layers::catchUp);
    }
  }

  List<Routes> routes() {
    return List.of(new CatalogueRoutes(api, parts), new InboxRoutes(api, inbox), questions);
  }

  @Override
  public void close() {
    watching.close();
    beats.close();
    questions.close();
    soon.shutdown();
    try {
      usage.run();
    } catch (RuntimeException e) {
      LOG.warn("the last uses of layers were not written", e);
    }
  }
}
