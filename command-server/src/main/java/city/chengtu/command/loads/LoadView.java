package city.chengtu.command.loads;

import city.chengtu.command.journal.Actor;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A load as it is shown. Its preview and problem show to its sender only: they hold rows of the
 * file.
 *
 * @param progress null when nothing runs on this node
 */
record LoadView(
    UUID id,
    String account,
    String organisation,
    Instant madeAt,
    Instant changedAt,
    Instant expiresAt,
    String state,
    String name,
    long size,
    List<String> files,
    LoadOptions options,
    JsonNode preview,
    String layer,
    String job,
    LoadProgress.View progress,
    JsonNode report,
    String problemCode,
    String problem,
    UUID changeSet,
    long version) {

  static LoadView of(Actor actor, LoadRecord load, LoadDesk desk, LoadSettings settings) {
    boolean own = load.account().equals(actor.account());
    return new LoadView(
        load.id(),
        load.account(),
        load.organisation(),
        load.madeAt(),
        load.changedAt(),
        load.state().open() ? load.changedAt().plus(settings.keep()) : null,
        load.state().code(),
        load.name(),
        load.size(),
        load.files(),
        own ? load.options() : null,
        own ? load.preview() : null,
        load.layer(),
        load.job(),
        desk.jobs().find(load.id()).map(LoadProgress::view).orElse(null),
        load.report(),
        load.problemCode(),
        own ? load.problem() : null,
        load.changeSet(),
        load.version());
  }

  /** One line of the list. */
  LoadView brief() {
    return new LoadView(
        id,
        account,
        organisation,
        madeAt,
        changedAt,
        expiresAt,
        state,
        name,
        size,
        files,
        null,
        null,
        layer,
        job,
        progress,
        report,
        problemCode,
        problem,
        changeSet,
        version);
  }
}
