import { element, say } from './dom.js';

export const TAG = /^(?:[^/\s]+\/)?([^/:\s]+)\/([^/:\s]+):([^/:\s]+)$/;

export const tagName = ({ source_tag_ref: tag }) => `${tag.namespace}/${tag.name}:${tag.tag}`;

/** The definition of the glossary. */
export const STALE = 'Stale: the target has no image, or one that was created more than 24 hours before the source\'s. '
  + 'A task counts as stale until the target was read.';

export const plural = (number, one, many = `${one}s`) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** A name of Temporal's as text, for example "timed out". */
export const inWords = (name) => name.replaceAll('_', ' ');

export function seconds(number) {
  if (number < 120) return `${number} s`;
  if (number < 7200) return `${Math.round(number / 60)} min`;
  if (number < 172800) return `${Math.round(number / 3600)} h`;
  return `${Math.round(number / 86400)} days`;
}

export function age(time) {
  return seconds(Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000)));
}

export const ago = (time) => `${age(time)} ago`;

/** The time of day, with the day unless it is today. */
export function clock(time, more = {}) {
  const at = new Date(time);
  const day = at.toDateString() === new Date().toDateString() ? '' : `${at.toLocaleDateString()} `;
  return day + at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false, ...more });
}

const SOON_MS = 120_000;

/** When a task that waits tries again, or null. The end of an outage wakes it long before its time. */
export function nextAttempt({ waits_for: waits, next_attempt_at: at }) {
  if (waits) return `when ${waits.registry} answers again; it is probed every ${waits.probed_every_seconds} s`;
  if (!at) return null;
  const left = Date.parse(at) - Date.now();
  if (left <= 0) return 'now';
  // No count of the seconds: a screen reader would say each.
  return `at ${clock(at, left < SOON_MS ? { second: '2-digit' } : {})}`;
}

export function timed(time, words = ago) {
  const made = element('time');
  retime(made, time, words);
  return made;
}

export function retime(node, time, words = ago) {
  say(node, words(time));
  if (node.dateTime === time) return;
  node.dateTime = time;
  node.title = time;
}

export function bytes(number) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let value = number;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${value.toFixed(value < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

export const shortDigest = (digest) => (digest ?? '').replace(/^sha256:/, '').slice(0, 12);

/** Only known words become a class name, so that no other data does. */
export function stateClass(state) {
  return ['checking', 'copying', 'retrying', 'parked', 'planned'].includes(state) ? `state ${state}` : 'state';
}
