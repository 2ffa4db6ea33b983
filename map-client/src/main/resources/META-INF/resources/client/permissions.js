// What the signed-in person may do. The server decides; the client only hides what it would refuse anyway.
import {state} from './store/state.js';

/** @param permission subject.verb, such as 'incident.create'; granted as itself, as 'subject.*' or as '*' */
export function may(permission) {
  const granted = state.session?.permissions ?? [];
  return granted.includes('*') || granted.includes(permission) || granted.includes(`${permission.split('.')[0]}.*`);
}
