// A journal entry in words.
import {known, named, t} from '../i18n/index.js';
import {state} from '../store/state.js';

/** @param entry a timeline item or live event: type, and what it carries */
export function describeEntry(entry) {
  const name = entry.type.replace('city.chengtu.', '');
  const data = entry.data ?? entry.state ?? {};
  const values = {
    unit: entry.callSign ?? data.callSign ?? data.units?.join?.(' ') ?? '',
    number: data.number ?? state.incidents.get(data.incident)?.number ?? '',
    text: name === 'incident.closed' ? named(state.reference.dispositions, entry.text ?? data.disposition ?? '') : entry.text ?? '',
  };
  const words = known(`entry.${name}`) ? t(`entry.${name}`, values) : name;
  return values.text && !words.includes(values.text) ? `${words} ${values.text}` : words;
}
