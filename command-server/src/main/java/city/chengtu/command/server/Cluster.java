package city.chengtu.command.server;

import city.chengtu.gis.store.Dialect;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.ReliableTopicConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.Optional;

/**
 * Joins the other nodes: TCP members from the settings, no multicast, a name and port of our own.
 * Hazelcast is speed only; a node without it works on from the database. Member traffic is clear
 * text (the free edition has no TLS): private network or tunnel.
 */
final class Cluster {
  private Cluster() {}

  /**
   * @return empty for a single node
   * @throws IllegalArgumentException when several nodes would share an embedded store
   */
  static Optional<HazelcastInstance> join(Settings settings, Dialect dialect) {
    List<String> members = settings.get(Settings.CLUSTER_MEMBERS);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    if (!dialect.shareable()) {
      throw new IllegalArgumentException(
          "cluster.members is set, but the embedded store (db=h2) is one process' own file: more than one node needs PostGIS (db=private or a JDBC URL)");
    }
    return Optional.of(Hazelcast.newHazelcastInstance(config(settings, members)));
  }

  /** This node's address as other members are told it. */
  static String own(Settings settings) {
    String announced = settings.get(Settings.CLUSTER_PUBLIC_ADDRESS);
    return announced.isEmpty()
        ? settings.get(Settings.CLUSTER_HOST) + ":" + settings.get(Settings.CLUSTER_PORT)
        : announced;
  }

  private static Config config(Settings settings, List<String> members) {
    Config config = new Config("chengtu-" + settings.get(Settings.NODE));
    config.setClusterName(settings.get(Settings.CLUSTER_NAME));
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "5");
    // After a cut the halves look for each other at once; 5 minutes would be the default.
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    config.getJetConfig().setEnabled(false);
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(settings.get(Settings.CLUSTER_PORT)).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(settings.get(Settings.CLUSTER_HOST));
    String announced = settings.get(Settings.CLUSTER_PUBLIC_ADDRESS);
    if (!announced.isEmpty()) {
      network.setPublicAddress(announced);
    }
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(members);
    config.addReliableTopicConfig(new ReliableTopicConfig("journal"));
    config.addRingBufferConfig(
        new RingbufferConfig("_hz_rb_journal").setCapacity(10_000).setTimeToLiveSeconds(0));
    return config;
  }
}
