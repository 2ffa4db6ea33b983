// Who watches what. Changes within one turn of the event loop are told once.

const watchers = new Set();
const pending = new Set();

/**
 * Calls `listener(topics)` after any of the topics changed.
 * @returns {() => void} stops watching
 */
export function watch(topics, listener) {
  const watcher = {topics, listener};
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function changed(...topics) {
  if (pending.size === 0) queueMicrotask(tell);
  topics.forEach(topic => pending.add(topic));
}

function tell() {
  const topics = new Set(pending);
  pending.clear();
  for (const watcher of [...watchers]) {
    if (watcher.topics.some(topic => topics.has(topic))) watcher.listener(topics);
  }
}
