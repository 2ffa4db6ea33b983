package city.chengtu.command.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import com.hazelcast.topic.ReliableMessageListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries new journal entries between the nodes: the doorbell with its payload. If it is cut, late
 * or repeats itself nothing is lost or out of order; the followers read what they miss from the
 * database.
 */
public final class HazelcastRelay {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastRelay.class);
  private static final TypeReference<List<JournalEntry>> ENTRIES = new TypeReference<>() {};

  private final ITopic<byte[]> topic;

  public HazelcastRelay(HazelcastInstance hazelcast, JournalFollower follower) {
    this.topic = hazelcast.getReliableTopic("journal");
    topic.addMessageListener(new Receiver(follower));
  }

  /** Sends entries to all nodes; returns at once. */
  public void publish(List<JournalEntry> entries) {
    topic
        .publishAsync(StateJson.write(entries).getBytes(StandardCharsets.UTF_8))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn(
                    "other nodes will read {} entries from the database: {}",
                    entries.size(),
                    failure.toString());
              }
            });
  }

  private record Receiver(JournalFollower follower) implements ReliableMessageListener<byte[]> {
    @Override
    public void onMessage(Message<byte[]> message) {
      try {
        follower.offer(
            StateJson.mapper()
                .readValue(
                    new String(message.getMessageObject(), StandardCharsets.UTF_8), ENTRIES));
      } catch (JsonProcessingException e) {
        LOG.error("a relayed entry cannot be read; the follower will read the database", e);
      }
    }

    /** From now on only: the past is in the database. */
    @Override
    public long retrieveInitialSequence() {
      return -1;
    }

    @Override
    public void storeSequence(long sequence) {
      // the follower's own position is what counts
    }

    @Override
    public boolean isLossTolerant() {
      return true;
    }

    @Override
    public boolean isTerminal(Throwable failure) {
      return false;
    }
  }
}
