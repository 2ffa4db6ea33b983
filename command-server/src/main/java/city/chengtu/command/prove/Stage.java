package city.chengtu.command.prove;

import city.chengtu.command.journal.StateJson;
import city.chengtu.command.prove.witness.JdbcTarget;
import city.chengtu.command.prove.witness.TokenFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sets a city up for one store: database, nodes, links, witnesses. */
final class Stage {
  private static final int H2_DISK_MEGABYTES = 192;
  private static final int NODES = 2;
  private static final String CHECKPOINT_EVERY = "PT10S";
  private static final Map<String, String> H2_SETTINGS =
      Map.of("journal.checkpoint-every", CHECKPOINT_EVERY);

  private final Path folder;
  private final long seed;
  private final List<String> nodeFlags;
  private final Consumer<String> say;
  private final Ending ending;

  /**
   * @param nodeFlags of the nodes' virtual machines, as {@code -Dchengtu.bug=…}
   */
  Stage(Path folder, long seed, List<String> nodeFlags, Consumer<String> say, Ending ending) {
    this.folder = folder;
    this.seed = seed;
    this.nodeFlags = nodeFlags;
    this.say = say;
    this.ending = ending;
  }

  Scene set(Store store) throws IOException, InterruptedException {
    return store == Store.POSTGIS ? postgis() : h2();
  }

  private Scene postgis() throws IOException, InterruptedException {
    PostgresPair postgres = PostgresPair.start(folder.resolve("postgres"), ending);
    List<Integer> inner = Stream.generate(Ports::free).limit(NODES).toList();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      int port = inner.get(i);
      Link link = Link.open("cluster-" + (i + 1), () -> port);
      ending.add(link::close);
      links.add(link);
    }
    String members =
        links.stream().map(l -> "127.0.0.1:" + l.port()).collect(Collectors.joining(","));
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      String name = "node-" + (i + 1);
      Map<String, String> settings =
          Map.of(
              "db.user",
              postgres.user(),
              "db.password",
              postgres.password(),
              "journal.checkpoint-every",
              CHECKPOINT_EVERY,
              "cluster.members",
              members,
              "cluster.name",
              "prove-" + ProcessHandle.current().pid(),
              "cluster.port",
              "" + inner.get(i),
              "cluster.public-address",
              "127.0.0.1:" + links.get(i).port());
      nodes.add(
          new Node(
              name, folder.resolve(name), nodeFlags, postgres.urlForNode(name), settings, ending));
    }
    nodes.get(0).launch();
    nodes.get(0).awaitReady(); // it makes the city; the second finds it
    nodes.get(1).launch();
    nodes.get(1).awaitReady();
    JdbcTarget database =
        new JdbcTarget(postgres.urlForWitness(), postgres.user(), postgres.password());
    return scene(Store.POSTGIS, nodes, links, postgres, null, database);
  }

  private Scene h2() throws IOException, InterruptedException {
    Path data = folder.resolve("node-1");
    Volume disk = Volume.mount(data, H2_DISK_MEGABYTES, ending);
    Node node = new Node("node-1", data, nodeFlags, "h2", H2_SETTINGS, ending);
    node.launch();
    node.awaitReady();
    return scene(Store.H2, List.of(node), List.of(), null, disk, null);
  }

  private Scene scene(
      Store store,
      List<Node> nodes,
      List<Link> links,
      PostgresPair postgres,
      Volume disk,
      JdbcTarget database)
      throws IOException, InterruptedException {
    Path file = folder.resolve("tokens");
    URI first = nodes.get(0).uri();
    TokenFile tokens = TokenFile.make(first, administratorPassword(first));
    tokens.write(file);
    Crew crew =
        Crew.start(
            new Crew.Task(
                nodes.stream().map(Node::uri).toList(),
                Files.createDirectories(folder.resolve("ledger")),
                file,
                seed,
                database),
            ending);
    return new Scene(
        store, nodes, links, postgres, disk, database, tokens, crew, new Random(seed), say);
  }

  /** A sample city says its demo accounts on the sign-in page; so any kit can sign in. */
  private static String administratorPassword(URI node) throws IOException, InterruptedException {
    String about =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(node.resolve("/api/v1/about")).build(),
                BodyHandlers.ofString())
            .body();
    for (JsonNode account : StateJson.tree(about).path("demoAccounts")) {
      if (account.path("account").asText().equals("admin")) {
        return account.path("password").asText();
      }
    }
    throw new IllegalStateException("the sample city shows no administrator: " + about);
  }
}
