// Reporting a grid case: class, place, words, photographs.
import {submit} from '../store/outbox.js';
import {applyRow} from '../store/entries.js';
import {notify} from '../store/notices.js';
import {select} from '../store/windows.js';
import {t} from '../i18n/index.js';
import {tellRefusal} from './refusal.js';

const LONGEST_SIDE = 1600;

/** @param draft {caseClass, place {lon, lat, address}, description, photos: File[]} */
export async function reportCase(draft) {
  try {
    const photos = [];
    for (const file of draft.photos) {
      const stored = await submit(t('outbox.photo'), {path: '/attachments', body: await shrink(file)});
      photos.push(stored.id);
    }
    const body = {class: draft.caseClass, place: draft.place, description: draft.description, photos};
    const created = await submit(t('outbox.case'), {path: '/cases', body});
    applyRow('case', created);
    select({kind: 'case', id: created.id});
    notify('done', t('case.reported', {number: created.number ?? created.id}));
    return created;
  } catch (failure) {
    tellRefusal(failure);
    return null;
  }
}

/** At most 1600 px on the longer side; this also drops the camera's hidden data. */
async function shrink(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85));
}
