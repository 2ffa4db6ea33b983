package city.chengtu.command.prove.witness;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** One operator at work: gives a command, hears its fate, gives the next. */
final class Caller {
  /** Out of so many commands one is given a second time after it was acknowledged. */
  private static final int ECHO_ONE_IN = 40;

  /** Out of so many edits one is given at the same time as another on the same version. */
  private static final int DUEL_ONE_IN = 12;

  private final Sender.Giver giver;
  private final Sender sender;
  private final Town town;
  private final Random random;
  private final Mix mix;

  Caller(Sender.Giver giver, Sender sender, Town town, Random random) {
    this.giver = giver;
    this.sender = sender;
    this.town = town;
    this.random = random;
    this.mix = new Mix(town, random, "shiftleader".equals(giver.account()));
  }

  /** One command, sometimes two. */
  void work() throws InterruptedException {
    if (random.nextInt(DUEL_ONE_IN) == 0) {
      duel();
      return;
    }
    Order order = mix.next();
    Fate fate = give(order);
    if (fate.acknowledged() && random.nextInt(ECHO_ONE_IN) == 0) {
      give(order);
    }
  }

  /** Two edits of what was seen at one version, at once: one at most may be taken. */
  private void duel() throws InterruptedException {
    Town.Seen incident = town.incident(random).orElse(null);
    if (incident == null) {
      return;
    }
    Order first = mix.edit(incident);
    Order second = mix.edit(incident);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> giveQuietly(second), Caller::onNewThread);
    give(first);
    other.join();
  }

  private static void onNewThread(Runnable work) {
    Thread thread = new Thread(work, "duel");
    thread.setDaemon(true);
    thread.start();
  }

  private void giveQuietly(Order order) {
    try {
      give(order);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives a command from a node of this caller's choice, and learns from the answer. */
  Fate give(Order order) throws InterruptedException {
    return give(order, random.nextInt(Integer.MAX_VALUE));
  }

  Fate give(Order order, int firstNode) throws InterruptedException {
    Fate fate = sender.send(giver, order, firstNode);
    if (fate.acknowledged()) {
      town.learn(order.kind(), fate.body());
    } else if (fate.status() == 412) {
      town.learn(order.kind(), fate.body().path("current"));
    } else if (ended(fate) && order.subject() != null) {
      town.forget(order.subject());
    }
    return fate;
  }

  private static boolean ended(Fate fate) {
    return List.of("incident-not-open", "assignment-ended", "recall-too-late", "incident-not-found")
        .contains(fate.body().path("code").asText());
  }

  Mix mix() {
    return mix;
  }
}
