// Coordinates as planners write them: typed ones read, the pointer's shown in degrees and in the city's 3° zone.

/** "112.97, 28.2" or "28.2 112.97": a first number beyond ±90, or the greater one in China, is the longitude. @returns {{lon, lat} | null} */
export function placeOf(text) {
  const pair = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (!pair) return null;
  const [a, b] = [Number(pair[1]), Number(pair[2])];
  const [lon, lat] = Math.abs(b) > Math.abs(a) && Math.abs(b) > 54 ? [b, a] : [a, b];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? {lon, lat} : null;
}
