package city.chengtu.samples.ground;

/**
 * The networks laid under the sample's roads (CJJ 61-2017 annex B). Each lies at the same offset
 * from the middle of every road, east and north of it when positive, so that a network is the road
 * net moved by a few metres and meets itself at every junction.
 */
public enum PipeKind {
  /** 给水 water. */
  JS("JS", -4.0, 0),
  /** 雨水 storm water, of the kind PS. */
  YS("PS", 1.5, 1),
  /** 污水 sewage, of the kind PS. */
  WS("PS", -1.5, 2),
  /** 燃气 gas. */
  RQ("RQ", 4.0, 3),
  /** 热力 heat. */
  RL("RL", 5.8, 4),
  /** 电力 power. */
  DL("DL", 7.6, 5),
  /** 通信 telecom. */
  TX("TX", -6.2, 6);

  private final String major;
  private final double offset;
  private final int order;

  PipeKind(String major, double offset, int order) {
    this.major = major;
    this.offset = offset;
    this.order = order;
  }

  /** A number from 0, to keep what belongs to different networks apart. */
  public int order() {
    return order;
  }

  /** The two-letter code of the network: storm water and sewage are both PS. */
  public String major() {
    return major;
  }

  /** Chart metres from the middle of the road. */
  public double offset() {
    return offset;
  }

  /** True when the water runs by its own weight. */
  public boolean gravity() {
    return this == YS || this == WS;
  }
}
