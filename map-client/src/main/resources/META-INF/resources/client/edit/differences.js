// What differs between two states of a feature, field by field.

/**
 * @param before {properties, geometry} or undefined; @param after likewise
 * @returns {{name: string, before: any, after: any, geometry?: boolean}[]}
 */
export function differences(before, after) {
  const was = before?.properties ?? {};
  const is = after?.properties ?? {};
  const rows = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map(name => ({name, before: text(was[name]), after: text(is[name])}))
    .filter(row => row.before !== row.after);
  if (before?.geometry && after?.geometry && JSON.stringify(before.geometry) !== JSON.stringify(after.geometry)) {
    rows.push({name: 'geometry', geometry: true, before: before.geometry, after: after.geometry});
  }
  return rows;
}

function text(value) {
  return value === undefined || value === null ? '' : String(value);
}
