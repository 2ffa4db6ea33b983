// Style sheets of parts that are loaded later; each is linked once.
const linked = new Map();

/** @param address such as '/styles/planner.css'. @returns {Promise<void>} settled when it applies */
export function loadStyles(address) {
  if (!linked.has(address)) {
    linked.set(address, new Promise((done, failed) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      link.addEventListener('load', () => done());
      link.addEventListener('error', () => failed(new Error(`no style sheet ${address}`)));
      document.head.append(link);
    }));
  }
  return linked.get(address);
}
