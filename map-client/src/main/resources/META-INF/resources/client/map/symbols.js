// Outlines of units on canvas. Kind is told by outline, state by fill, direction by a tick.
const OUTLINES = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(scaled(0.86)),
  triangle: [[0, -1.12], [1.05, 0.82], [-1.05, 0.82]],
  diamond: [[0, -1.18], [1.18, 0], [0, 1.18], [-1.18, 0]],
  pentagon: ring(5, -90, 1.1),
  hexagon: ring(6, 0, 1.08),
};

function scaled(factor) {
  return ([x, y]) => [x * factor, y * factor];
}

function ring(corners, start, radius) {
  return Array.from({length: corners}, (_, i) => {
    const angle = (start + i * 360 / corners) * Math.PI / 180;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  });
}

function tracePath(context, shape, x, y, r) {
  context.beginPath();
  if (shape === 'circle') {
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  OUTLINES[shape].forEach(([dx, dy], i) => context[i ? 'lineTo' : 'moveTo'](x + dx * r, y + dy * r));
  context.closePath();
}

/** @param look {shape, fill: hollow|solid|dot|slash, colour, halo, heading (degrees or NaN), stale, radius} */
export function drawUnit(context, x, y, look) {
  const r = look.radius;
  tracePath(context, look.shape, x, y, r);
  context.lineWidth = 4;
  context.strokeStyle = look.halo;
  context.setLineDash([]);
  context.stroke();
  if (Number.isFinite(look.heading) && !look.stale) drawTick(context, x, y, r, look);
  tracePath(context, look.shape, x, y, r);
  context.fillStyle = look.fill === 'hollow' || look.stale ? look.halo : look.colour;
  context.fill();
  context.lineWidth = 1.8;
  context.strokeStyle = look.colour;
  if (look.stale) context.setLineDash([2.5, 2]);
  context.stroke();
  context.setLineDash([]);
  if (look.fill === 'dot') drawDot(context, x, y, r, look);
  if (look.fill === 'slash') drawSlash(context, x, y, r, look);
}

function drawTick(context, x, y, r, look) {
  const angle = look.heading * Math.PI / 180;
  const side = 0.5;
  const reach = r * 1.25;
  const tip = r * 2.05;
  context.beginPath();
  context.moveTo(x + Math.sin(angle - side) * reach, y - Math.cos(angle - side) * reach);
  context.lineTo(x + Math.sin(angle) * tip, y - Math.cos(angle) * tip);
  context.lineTo(x + Math.sin(angle + side) * reach, y - Math.cos(angle + side) * reach);
  context.closePath();
  context.fillStyle = look.colour;
  context.fill();
}

function drawDot(context, x, y, r, look) {
  context.beginPath();
  context.arc(x, y, r * 0.38, 0, 2 * Math.PI);
  context.fillStyle = look.halo;
  context.fill();
}

function drawSlash(context, x, y, r, look) {
  context.beginPath();
  context.moveTo(x - r, y + r);
  context.lineTo(x + r, y - r);
  context.lineWidth = 2;
  context.strokeStyle = look.halo;
  context.stroke();
}
