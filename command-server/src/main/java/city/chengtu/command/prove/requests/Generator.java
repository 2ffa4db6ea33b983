package city.chengtu.command.prove.requests;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Makes the bad requests of a seed. The same seed and number give the same fault in the same
 * operation; only ids and times are those of the moment.
 */
final class Generator {
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int TRIES = 200;

  private final Scene scene;
  private final long seed;
  private final Examples examples;
  private final List<Operation> weighted = new ArrayList<>();
  private final BodyFaults bodies = new BodyFaults();
  private final HeaderFaults headers;
  private final WireFaults wires;
  private final SocketFaults sockets;
  private final OgcFaults ogc;

  private final boolean narrowed;

  /**
   * @param only ids of the operations to spoil; empty for all, the sockets, and the bare HTTP
   */
  Generator(Scene scene, long seed, Set<String> only) {
    this.scene = scene;
    this.seed = seed;
    this.examples = new Examples(scene);
    this.headers = new HeaderFaults(scene);
    this.wires = new WireFaults(scene);
    this.sockets = new SocketFaults(scene);
    this.ogc = new OgcFaults(scene);
    this.narrowed = !only.isEmpty();
    for (Operation operation : scene.operations) {
      if (narrowed && !only.contains(operation.id())) {
        continue;
      }
      // What changes things has more that can go wrong.
      weighted.addAll(Collections.nCopies(operation.isQuestion() ? 1 : 2, operation));
    }
    if (weighted.isEmpty()) {
      throw new IllegalArgumentException("the contract has none of the operations " + only);
    }
  }

  BadRequest make(long number) {
    Random random = new Random((seed * 31 + number) * MIX);
    int way = random.nextInt(100);
    if (way < 5 && !narrowed) {
      return wires.make(number, random);
    }
    if (way < 12 && !narrowed) {
      return sockets.make(number, random);
    }
    if (way < 20 && !narrowed) {
      return ogc.make(number, random);
    }
    for (int i = 0; i < TRIES; i++) {
      Operation operation = Fragments.one(random, weighted);
      Draft draft = examples.of(operation);
      Optional<Spoilt> spoilt = spoil(operation, draft, random);
      if (spoilt.isPresent()) {
        return request(number, operation, draft, spoilt.get());
      }
    }
    throw new IllegalStateException("no fault fits any operation");
  }

  private Optional<Spoilt> spoil(Operation operation, Draft draft, Random random) {
    int way = random.nextInt(12);
    if (operation.uploads().contains("image/jpeg") && way < 5) {
      return UploadFaults.spoil(operation, draft, random);
    }
    if (operation.body().isPresent() && way < 8) {
      return bodies.spoil(operation, draft, random);
    }
    return way < 10
        ? ParameterFaults.spoil(operation, draft, random)
        : headers.spoil(operation, draft, random);
  }

  private static BadRequest request(long number, Operation operation, Draft draft, Spoilt spoilt) {
    // Who may use an operation this kit has no scene for is not known: any refusal is right.
    IntPredicate expected =
        Scene.knows(operation)
            ? spoilt.expected()
            : s -> BadRequest.refused(s) || spoilt.expected().test(s);
    byte[] bytes = draft.write();
    return new BadRequest(
        number,
        spoilt.fault(),
        operation.id(),
        bytes,
        Scene.knows(operation) ? spoilt.fields() : Set.of(),
        // A large body is refused, and the connection closed, while it is still being sent.
        bytes.length > 1 << 20 ? s -> s == 0 || s == 413 || expected.test(s) : expected,
        bytes.length > 1 << 20,
        false,
        0,
        null);
  }

  List<Operation> operations() {
    return scene.operations;
  }

  Examples examples() {
    return examples;
  }
}
