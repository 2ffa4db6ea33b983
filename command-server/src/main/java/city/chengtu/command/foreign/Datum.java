package city.chengtu.command.foreign;

/** What a server's coordinates mean. */
enum Datum {
  /** WGS 84, or CGCS2000, which a map cannot tell from it. */
  WGS84,
  /** The shifted coordinates of Chinese web maps 火星坐标, 300 to 700 m off. */
  GCJ02
}
