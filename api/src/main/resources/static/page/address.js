// The address has all of a view, so that it can be sent to somebody: the filters in its query, and
// the tag that is looked at in its fragment.

import { TAG } from './format.js';

const NAMES = ['state', 'stale', 'owner', 'namespace', 'name', 'tag', 'error_type'];
const ORDERS = ['oldest', 'newest', 'tag', 'failures'];

/** The filters of the address; unknown parameters and empty values are left out. */
export function filters() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.trim()]).filter(([, value]) => value));
}

/** The order of the address; the oldest task first if it has none. */
export function order() {
  const wanted = new URLSearchParams(location.search).get('sort');
  return ORDERS.includes(wanted) ? wanted : ORDERS[0];
}

/** Sets the filters, and the order unless it is the usual one. */
export function setFilters(values) {
  const wanted = NAMES.map((name) => [name, values.get(name)?.trim()]).filter(([, value]) => value);
  const sort = values.get('sort');
  if (sort && sort !== ORDERS[0]) wanted.push(['sort', sort]);
  const query = new URLSearchParams(wanted).toString();
  const address = location.pathname + (query ? `?${query}` : '');
  if (address !== location.pathname + location.search + location.hash) history.pushState(null, '', address);
}

/** The address of the list, with the filters of now. */
export const listAddress = () => location.search || '?';

export const tagAddress = (name) => '#' + encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%3A', ':');

/** Namespace, name and tag of the address; null if it is about no tag. */
export function tagParts() {
  let text = location.hash.slice(1);
  try {
    text = decodeURIComponent(text);
  } catch {
    // A % that begins no escape: use the text unchanged.
  }
  return TAG.exec(text.trim())?.slice(1) ?? null;
}
