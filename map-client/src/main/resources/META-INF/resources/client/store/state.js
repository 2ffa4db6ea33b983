// What the console knows. Only modules of this folder write; panels and map read and watch.

export const state = {
  /** starting | signed-out | loading | ready | failed */
  phase: 'starting',
  failure: null,
  about: null,
  session: null,
  catalogue: {themes: [], layers: []},
  reference: {types: [], levels: [], dispositions: [], capabilities: [], unitKinds: [], duties: [], caseClasses: []},
  incidents: new Map(),
  assignments: new Map(),
  /** incident id → (assignment id → assignment): queues ask for it all the time */
  assignmentsByIncident: new Map(),
  units: new Map(),
  cases: new Map(),
  closures: new Map(),
  /** Journal number up to which everything above is known. */
  position: 0,
  /**
   * phase: connecting | open | waiting. beat: the last of this connection, as freshness.js reads it. asOf: server time
   * up to which all was shown at last. openedAt: since when this connection is tried or open. retryAt: of this machine's clock.
   */
  live: {phase: 'connecting', beat: null, asOf: 0, openedAt: {steady: 0, wall: 0}, retryAt: 0, everOpen: false},
  /** {kind: 'incident'|'unit'|'case'|'feature'|'nearby', id, …} or null */
  selection: null,
};
