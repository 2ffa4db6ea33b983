// Grid clustering of points in normalised mercator. Pure.

/**
 * @param points {x: Float64Array, y: Float64Array, count: number}
 * @param bounds {left, top, right, bottom} normalised
 * @param cell side of a grid cell, normalised
 * @returns {{x: number, y: number, count: number, index: number}[]} mean position; index of one member
 */
export function clusterPoints({x, y, count}, bounds, cell) {
  const cells = new Map();
  for (let i = 0; i < count; i++) {
    if (x[i] < bounds.left || x[i] > bounds.right || y[i] < bounds.top || y[i] > bounds.bottom) continue;
    const key = Math.floor(x[i] / cell) * 0x4000000 + Math.floor(y[i] / cell);
    const known = cells.get(key);
    if (known) {
      known.x += x[i];
      known.y += y[i];
      known.count++;
    } else {
      cells.set(key, {x: x[i], y: y[i], count: 1, index: i});
    }
  }
  return [...cells.values()].map(each => ({...each, x: each.x / each.count, y: each.y / each.count}));
}
