// A flood of alarms: more than an operator can take in one by one becomes one row. Levels I and II always stay visible.

const WINDOW_MS = 600_000;
const MOST_ALARMS = 10;
const ALWAYS_SHOWN_LEVEL = 2;

/**
 * @param rows open incidents in the order of the queue
 * @param now server time in milliseconds
 * @param received when an incident came in, milliseconds
 * @returns {Set<string>} ids of the incidents to fold into one row; empty while there is no flood
 */
export function flood(rows, now, received) {
  const alarms = rows.filter(each => !each.acknowledged && now - received(each) < WINDOW_MS);
  if (alarms.length <= MOST_ALARMS) return new Set();
  return new Set(alarms.filter(each => each.level > ALWAYS_SHOWN_LEVEL).map(each => each.id));
}
