package city.chengtu.command.prove;

import city.chengtu.command.prove.witness.JdbcTarget;
import city.chengtu.command.prove.witness.TokenFile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A running city with everything a fault may lay hands on.
 *
 * @param clusterLinks what the nodes' cluster traffic goes through; empty for a single node
 * @param postgres null on H2
 * @param disk the small disk under an embedded store; null where there is none
 * @param database for those who look on from outside; null for an embedded store, which is its
 *     node's alone
 * @param random the seed's choices: which node, how long
 */
record Scene(
    Store store,
    List<Node> nodes,
    List<Link> clusterLinks,
    PostgresPair postgres,
    Volume disk,
    JdbcTarget database,
    TokenFile tokens,
    Crew crew,
    Random random,
    Consumer<String> say) {

  Node anyNode() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /** Lets things be as they are, for about that long. */
  void hold(Duration time) {
    Waiting.pause(time.plusMillis(random.nextInt(1_000)));
  }

  void tell(String text) {
    say.accept(text);
  }

  /** Whatever was killed lives again, whatever was slow or cut is not. */
  void allUp() {
    clusterLinks.forEach(Link::heal);
    if (postgres != null) {
      postgres.healLinks();
    }
    List<Node> down = nodes.stream().filter(n -> !n.runs()).toList();
    down.forEach(Node::launch);
    nodes.forEach(Node::awaitReady);
  }
}
