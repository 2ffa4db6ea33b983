package city.chengtu.gis.ingest;

import city.chengtu.gis.ingest.OsmVisitor.Kind;
import city.chengtu.gis.ingest.OsmVisitor.Member;
import com.google.protobuf.InvalidProtocolBufferException;
import crosby.binary.Fileformat.Blob;
import crosby.binary.Fileformat.BlobHeader;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.Way;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * OSM PBF. The messages are those of the osmpbf library; the framing around them is read here,
 * because the library's own reader trusts the sizes that the file gives.
 */
final class OsmPbfSource implements OsmSource {
  /** Sizes that the format's description sets as limits. */
  private static final int MOST_HEADER_BYTES = 64 << 10;

  private static final int MOST_BLOB_BYTES = 32 << 20;
  private static final Set<String> FEATURES = Set.of("OsmSchema-V0.6", "DenseNodes");

  private final Path file;
  private final OsmLimits limits;

  OsmPbfSource(Path file, OsmLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  @Override
  public void scan(OsmVisitor visitor) throws IOException {
    try (DataInputStream in = new DataInputStream(OsmSource.open(file, limits))) {
      long unpacked = 0;
      boolean headerSeen = false;
      for (int length = headerLength(in); length >= 0; length = headerLength(in)) {
        BlobHeader header = BlobHeader.parseFrom(bytes(in, length, MOST_HEADER_BYTES));
        byte[] data = unpack(Blob.parseFrom(bytes(in, header.getDatasize(), MOST_BLOB_BYTES)));
        unpacked += data.length;
        if (unpacked > limits.unpackedBytes()) {
          throw bad("unpacks to more than the allowed " + limits.unpackedBytes() + " bytes");
        }
        if (header.getType().equals("OSMHeader")) {
          checkFeatures(HeaderBlock.parseFrom(data));
          headerSeen = true;
        } else if (header.getType().equals("OSMData")) {
          new Block(PrimitiveBlock.parseFrom(data), visitor).run();
        }
      }
      if (!headerSeen) {
        throw bad("holds no OSMHeader");
      }
    } catch (InvalidProtocolBufferException e) {
      throw new OsmFormatException(file.getFileName() + ": broken block: " + e.getMessage(), e);
    } catch (EOFException e) {
      throw new OsmFormatException(file.getFileName() + ": ends in the middle of a block", e);
    } catch (IndexOutOfBoundsException e) {
      throw new OsmFormatException(
          file.getFileName() + ": a block points outside its own tables", e);
    }
  }

  private OsmFormatException bad(String what) {
    return new OsmFormatException(file.getFileName() + ": " + what);
  }

  /** -1 at the end of the file. */
  private static int headerLength(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return -1;
    }
    return (first << 24)
        | (in.readUnsignedByte() << 16)
        | (in.readUnsignedByte() << 8)
        | in.readUnsignedByte();
  }

  private byte[] bytes(DataInputStream in, int length, int most) throws IOException {
    if (length < 0 || length > most) {
      throw bad("is not OSM PBF: a block of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private byte[] unpack(Blob blob) throws OsmFormatException {
    if (blob.hasRaw()) {
      return blob.getRaw().toByteArray();
    }
    if (!blob.hasZlibData()) {
      throw bad("is packed with " + blob.getDataCase() + "; only zlib is understood");
    }
    if (blob.getRawSize() < 0 || blob.getRawSize() > MOST_BLOB_BYTES) {
      throw bad("a block unpacks to more than " + MOST_BLOB_BYTES + " bytes");
    }
    byte[] data = new byte[blob.getRawSize()];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(blob.getZlibData().toByteArray());
      if (inflater.inflate(data) != data.length) {
        throw bad("a block unpacks to fewer bytes than it says");
      }
      return data;
    } catch (DataFormatException e) {
      throw new OsmFormatException(file.getFileName() + ": broken zlib data", e);
    } finally {
      inflater.end();
    }
  }

  private void checkFeatures(HeaderBlock header) throws OsmFormatException {
    for (String feature : header.getRequiredFeaturesList()) {
      if (!FEATURES.contains(feature)) {
        throw bad("needs a reader for '" + feature + "'");
      }
    }
  }

  /** Some thousands of things that share one table of words. */
  private static final class Block {
    private final PrimitiveBlock block;
    private final OsmVisitor visitor;
    private final String[] words;

    Block(PrimitiveBlock block, OsmVisitor visitor) {
      this.block = block;
      this.visitor = visitor;
      this.words = new String[block.getStringtable().getSCount()];
    }

    void run() throws IOException {
      for (PrimitiveGroup group : block.getPrimitivegroupList()) {
        if (visitor.wants(Kind.NODE)) {
          for (Node node : group.getNodesList()) {
            visitor.node(
                node.getId(),
                lon(node.getLon()),
                lat(node.getLat()),
                tags(node.getKeysList(), node.getValsList()));
          }
          dense(group.getDense());
        }
        if (visitor.wants(Kind.WAY)) {
          for (Way way : group.getWaysList()) {
            visitor.way(
                way.getId(), summed(way.getRefsList()), tags(way.getKeysList(), way.getValsList()));
          }
        }
        if (visitor.wants(Kind.RELATION)) {
          for (Relation relation : group.getRelationsList()) {
            visitor.relation(
                relation.getId(),
                members(relation),
                tags(relation.getKeysList(), relation.getValsList()));
          }
        }
      }
    }

    /** Ids and places are differences; tags are pairs of words, each node's ended by 0. */
    private void dense(DenseNodes nodes) throws IOException {
      long id = 0;
      long lon = 0;
      long lat = 0;
      int next = 0;
      for (int i = 0; i < nodes.getIdCount(); i++) {
        id += nodes.getId(i);
        lon += nodes.getLon(i);
        lat += nodes.getLat(i);
        Map<String, String> tags = Map.of();
        while (next < nodes.getKeysValsCount() && nodes.getKeysVals(next) != 0) {
          tags = tags.isEmpty() ? new HashMap<>() : tags;
          tags.put(word(nodes.getKeysVals(next)), word(nodes.getKeysVals(next + 1)));
          next += 2;
        }
        next++;
        visitor.node(id, lon(lon), lat(lat), tags);
      }
    }

    private static long[] summed(List<Long> differences) {
      long[] sums = new long[differences.size()];
      long sum = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += differences.get(i);
        sums[i] = sum;
      }
      return sums;
    }

    private List<Member> members(Relation relation) {
      List<Member> members = new ArrayList<>();
      long id = 0;
      for (int i = 0; i < relation.getMemidsCount(); i++) {
        id += relation.getMemids(i);
        Kind kind = Kind.valueOf(relation.getTypes(i).name());
        members.add(new Member(kind, id, word(relation.getRolesSid(i))));
      }
      return members;
    }

    private Map<String, String> tags(List<Integer> keys, List<Integer> values) {
      Map<String, String> tags = new HashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        tags.put(word(keys.get(i)), word(values.get(i)));
      }
      return tags;
    }

    private String word(int index) {
      if (words[index] == null) {
        words[index] = block.getStringtable().getS(index).toString(StandardCharsets.UTF_8);
      }
      return words[index];
    }

    private int lon(long value) throws OsmFormatException {
      return degrees(block.getLonOffset() + block.getGranularity() * value, 180);
    }

    private int lat(long value) throws OsmFormatException {
      return degrees(block.getLatOffset() + block.getGranularity() * value, 90);
    }

    /** From 10^-9 to 10^-7 degrees. */
    private static int degrees(long nano, int most) throws OsmFormatException {
      if (Math.abs(nano) > most * 1_000_000_000L) {
        throw new OsmFormatException("a node lies outside the Earth: " + nano + " nanodegrees");
      }
      return (int) Math.round(nano / 100.0);
    }
  }
}
