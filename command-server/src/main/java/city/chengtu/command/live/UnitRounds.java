package city.chengtu.command.live;

/**
 * The positions in rounds: once a second what moved since the round before, and in between, for
 * clients that come or look elsewhere, all there are. A client that was given all must not be given
 * an earlier round afterwards, which would move units back: rounds have numbers for that.
 */
final class UnitRounds {
  private final UnitMoves moves;
  private long latest;
  private UnitRound all;

  UnitRounds(UnitMoves moves) {
    this.moves = moves;
  }

  /** What moved since the last round. */
  synchronized UnitRound next() {
    latest++;
    all = null;
    return new UnitRound(latest, moves.takeMoved());
  }

  /** All positions, not older than the last round; carries that round's number. */
  synchronized UnitRound all() {
    if (all == null) {
      all = new UnitRound(latest, moves.all());
    }
    return all;
  }
}
