package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Asks the nodes in turn what is in the database: for an embedded store nobody else can open. */
final class HttpProbe implements Probe {
  private final Door door = new Door(Duration.ofSeconds(5));
  private final List<URI> nodes;
  private int asked;

  HttpProbe(List<URI> nodes) {
    this.nodes = nodes;
  }

  @Override
  public long head() throws IOException, InterruptedException {
    URI node = nodes.get(Math.floorMod(asked++, nodes.size()));
    return StateJson.tree(door.get(node, null, "/about").body()).path("journalPosition").asLong(-1);
  }

  @Override
  public void close() {
    // nothing is held
  }
}
