// Lengths, bearings, areas and plane coordinates on the ellipsoid of CGCS2000 (GB 22021-2008; a = 6378137 m,
// f = 1/298.257222101). Degrees in, metres out. Lines are geodesics by Vincenty's formulae (0.5 mm); planes are
// Gauss-Krüger, transverse Mercator by Krüger's series to n⁴ (better than 0.1 mm within a zone).

const A = 6_378_137;
const F = 1 / 298.257222101;
const B = A * (1 - F);
const RADIANS = Math.PI / 180;
const N = F / (2 - F);
const RECTIFYING = A / (1 + N) * (1 + N ** 2 / 4 + N ** 4 / 64);
const SERIES = [
  N / 2 - 2 * N ** 2 / 3 + 5 * N ** 3 / 16 + 41 * N ** 4 / 180,
  13 * N ** 2 / 48 - 3 * N ** 3 / 5 + 557 * N ** 4 / 1440,
  61 * N ** 3 / 240 - 103 * N ** 4 / 140,
  49_561 * N ** 4 / 161_280,
];
const ECCENTRICITY = Math.sqrt(F * (2 - F));
const FALSE_EASTING = 500_000;
const MOST_STEPS = 200;

/**
 * The geodesic between two {lon, lat}.
 * @returns {{metres: number, bearing: number}} bearing at the start, degrees clockwise from north; metres NaN for points
 *   so nearly opposite on the globe that the series does not settle
 */
export function geodesic(from, to) {
  const u1 = Math.atan((1 - F) * Math.tan(from.lat * RADIANS));
  const u2 = Math.atan((1 - F) * Math.tan(to.lat * RADIANS));
  const span = (to.lon - from.lon) * RADIANS;
  let lambda = span;
  for (let i = 0; i < MOST_STEPS; i++) {
    const step = vincentyStep(u1, u2, lambda, span);
    if (step.same) return {metres: 0, bearing: 0};
    if (Math.abs(step.lambda - lambda) < 1e-12) return vincentyEnd(u1, u2, step);
    lambda = step.lambda;
  }
  return {metres: NaN, bearing: NaN};
}

function vincentyStep(u1, u2, lambda, span) {
  const sinSigma = Math.hypot(Math.cos(u2) * Math.sin(lambda), Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(lambda));
  if (sinSigma === 0) return {same: true};
  const cosSigma = Math.sin(u1) * Math.sin(u2) + Math.cos(u1) * Math.cos(u2) * Math.cos(lambda);
  const sigma = Math.atan2(sinSigma, cosSigma);
  const sinAlpha = Math.cos(u1) * Math.cos(u2) * Math.sin(lambda) / sinSigma;
  const cosSqAlpha = 1 - sinAlpha ** 2;
  const cos2 = cosSqAlpha === 0 ? 0 : cosSigma - 2 * Math.sin(u1) * Math.sin(u2) / cosSqAlpha;
  const c = F / 16 * cosSqAlpha * (4 + F * (4 - 3 * cosSqAlpha));
  const next = span + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * (cos2 + c * cosSigma * (2 * cos2 ** 2 - 1)));
  return {lambda: next, sinSigma, cosSigma, sigma, cosSqAlpha, cos2};
}

function vincentyEnd(u1, u2, {lambda, sinSigma, cosSigma, sigma, cosSqAlpha, cos2}) {
  const square = cosSqAlpha * (A ** 2 - B ** 2) / B ** 2;
  const a = 1 + square / 16_384 * (4096 + square * (-768 + square * (320 - 175 * square)));
  const b = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)));
  const delta = b * sinSigma * (cos2 + b / 4 * (cosSigma * (2 * cos2 ** 2 - 1)
    - b / 6 * cos2 * (4 * sinSigma ** 2 - 3) * (4 * cos2 ** 2 - 3)));
  const bearing = Math.atan2(Math.cos(u2) * Math.sin(lambda), Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(lambda)) / RADIANS;
  return {metres: B * a * (sigma - delta), bearing: (bearing + 360) % 360};
}

/** Metres along the points. */
export function lengthOf(points) {
  return points.slice(1).reduce((sum, point, i) => sum + geodesic(points[i], point).metres, 0);
}

/** Gauss-Krüger easting and northing of {lon, lat} about a central meridian, with 500 km false easting. */
export function gaussKrueger({lon, lat}, meridian) {
  const phi = lat * RADIANS;
  const lambda = (lon - meridian) * RADIANS;
  const t = Math.sinh(Math.atanh(Math.sin(phi)) - ECCENTRICITY * Math.atanh(ECCENTRICITY * Math.sin(phi)));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)));
  const east = eta + SERIES.reduce((sum, each, i) => sum + each * Math.cos(2 * (i + 1) * xi) * Math.sinh(2 * (i + 1) * eta), 0);
  const north = xi + SERIES.reduce((sum, each, i) => sum + each * Math.sin(2 * (i + 1) * xi) * Math.cosh(2 * (i + 1) * eta), 0);
  return {x: FALSE_EASTING + RECTIFYING * east, y: RECTIFYING * north};
}

/** The 3° zone of a longitude: central meridian, and the EPSG code of CGCS2000 without zone prefix (4534 is 75° E). */
export function zoneOf(lon) {
  const meridian = Math.round(lon / 3) * 3;
  const code = 4534 + (meridian - 75) / 3;
  return {meridian, epsg: meridian >= 75 && meridian <= 135 ? code : null};
}

/**
 * Square metres within a ring of {lon, lat}, given once around, on a plane about its own middle whose scale is taken out.
 * Edges are geodesics to 1e-6 of the area for anything as large as a city.
 */
export function areaOf(ring) {
  if (ring.length < 3) return 0;
  const meridian = ring.reduce((sum, each) => sum + each.lon, 0) / ring.length;
  const plane = ring.map(each => gaussKrueger(each, meridian));
  let twice = 0;
  plane.forEach((a, i) => {
    const b = plane[(i + 1) % plane.length];
    twice += (a.x - FALSE_EASTING) * b.y - (b.x - FALSE_EASTING) * a.y;
  });
  const scale = plane.reduce((sum, {x}) => sum + 1 + ((x - FALSE_EASTING) / 6_371_000) ** 2 / 2, 0) / plane.length;
  return Math.abs(twice) / 2 / scale ** 2;
}
