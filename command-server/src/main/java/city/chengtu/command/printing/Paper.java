package city.chengtu.command.printing;

/** Sheets of ISO 216, upright, in millimetres. */
enum Paper {
  A4(210, 297),
  A3(297, 420),
  A2(420, 594),
  A1(594, 841),
  A0(841, 1189);

  final int width;
  final int height;

  Paper(int width, int height) {
    this.width = width;
    this.height = height;
  }
}
