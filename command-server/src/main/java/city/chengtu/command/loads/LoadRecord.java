package city.chengtu.command.loads;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A load as it is kept.
 *
 * @param files names of its files as their sender calls them, the first one first
 * @param spool the folder they lie in
 * @param preview what was found out; null while it could not be opened
 * @param job what runs: trial, commit, undo; null when nothing does
 * @param report what the last run found
 * @param changeSet what it changed, once it is done
 * @param definitionBefore the layer's definition before the load; null when that did not change it
 */
record LoadRecord(
    UUID id,
    String account,
    String organisation,
    Instant madeAt,
    Instant changedAt,
    LoadState state,
    String name,
    long size,
    List<String> files,
    UUID spool,
    LoadOptions options,
    JsonNode preview,
    String layer,
    String job,
    JsonNode report,
    String problemCode,
    String problem,
    UUID changeSet,
    String definitionBefore,
    long version) {
  static final String SUBJECT = "load";

  LoadRecord {
    files = List.copyOf(files);
  }

  /** With other files. */
  LoadRecord withFiles(List<String> names, long bytes) {
    return new LoadRecord(
        id,
        account,
        organisation,
        madeAt,
        changedAt,
        state,
        name,
        bytes,
        names,
        spool,
        options,
        preview,
        layer,
        job,
        report,
        problemCode,
        problem,
        changeSet,
        definitionBefore,
        version);
  }

  /** Decided anew: what the last trial found holds no longer. */
  LoadRecord decided(LoadOptions next, JsonNode found, String code, String why) {
    return new LoadRecord(
        id,
        account,
        organisation,
        madeAt,
        changedAt,
        LoadState.DRAFT,
        name,
        size,
        files,
        spool,
        next,
        found,
        next.layer(),
        null,
        null,
        code,
        why,
        null,
        null,
        version);
  }

  LoadRecord running(String what) {
    return new LoadRecord(
        id,
        account,
        organisation,
        madeAt,
        changedAt,
        LoadState.RUNNING,
        name,
        size,
        files,
        spool,
        options,
        preview,
        layer,
        what,
        report,
        null,
        null,
        changeSet,
        definitionBefore,
        version);
  }

  /** No longer running. */
  LoadRecord ended(LoadState next, JsonNode found, String code, String why) {
    return new LoadRecord(
        id,
        account,
        organisation,
        madeAt,
        changedAt,
        next,
        name,
        size,
        files,
        spool,
        options,
        preview,
        layer,
        null,
        found,
        code,
        why,
        changeSet,
        definitionBefore,
        version);
  }

  LoadRecord done(JsonNode found, UUID set, String before) {
    return new LoadRecord(
        id,
        account,
        organisation,
        madeAt,
        changedAt,
        LoadState.DONE,
        name,
        size,
        files,
        spool,
        options,
        preview,
        layer,
        null,
        found,
        null,
        null,
        set,
        before,
        version);
  }

  LoadRecord stored(Instant at) {
    return new LoadRecord(
        id,
        account,
        organisation,
        madeAt,
        at,
        state,
        name,
        size,
        files,
        spool,
        options,
        preview,
        layer,
        job,
        report,
        problemCode,
        problem,
        changeSet,
        definitionBefore,
        version + 1);
  }
}
