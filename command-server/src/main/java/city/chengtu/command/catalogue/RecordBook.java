package city.chengtu.command.catalogue;

import city.chengtu.gis.store.LayerRecords;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The last version of every layer's record, read again when any of them has changed. */
final class RecordBook {
  private record Known(long state, Map<String, LayerRecords.Version> records) {}

  private final Jdbi jdbi;
  private final LayerRecords records = new LayerRecords();
  private volatile Known known = new Known(-1, Map.of());

  RecordBook(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Map<String, LayerRecords.Version> all() {
    return jdbi.withHandle(
        h -> {
          long state = records.state(h);
          Known last = known;
          if (last.state() != state) {
            last = new Known(state, Map.copyOf(records.all(h)));
            known = last;
          }
          return last.records();
        });
  }

  Optional<LayerRecords.Version> find(String layer) {
    return Optional.ofNullable(all().get(layer));
  }
}
