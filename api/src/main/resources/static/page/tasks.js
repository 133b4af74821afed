// The table of open tasks.

import * as api from './api.js';
import * as address from './address.js';
import { byId, element, patch, say } from './dom.js';
import { STALE, plural } from './format.js';
import { makeRow, updateRow } from './columns.js';

const FIRST = 100;
// The largest page that the service gives.
const PAGE = 1000;

let wanted = FIRST;
let shownFor = null;
// How many tasks have each error type, as far as that was read.
let known = {};

const state = { entries: [], total: 0, filters: {}, order: 'oldest' };

/** So many that reading them every few seconds is too much. */
export const areMany = () => state.entries.length > PAGE;

/** What is shown, or would be, of the list that has these filters and this order. */
async function read(filters, order) {
  const entries = [];
  let total = 0;
  let token = null;
  do {
    const answer = await api.list(filters, order, Math.min(PAGE, wanted - entries.length), token);
    entries.push(...answer.mirrors);
    total = answer.total;
    token = answer.next_page_token;
  } while (token && entries.length < wanted);
  // A task that is opened between two pages may move others down: the same one may come twice.
  const unique = [...new Map(entries.map((entry) => [entry.workflow_id, entry])).values()];
  return { entries: unique, total, filters, order, more: Boolean(token) };
}

/** Reads all that is shown anew: so what is shown is true to its last row. */
export async function refresh() {
  const asked = location.search;
  if (asked !== shownFor) wanted = FIRST;
  const filters = address.filters();
  const found = await read(filters, address.order()).catch((failure) => {
    // So many tasks are open that the service does not sort them.
    if (failure.status === 409) return read(filters, 'newest');
    if (failure.status === 400 && asked === location.search) refuse(failure.message);
    throw failure;
  });
  if (asked !== location.search) return;
  shownFor = asked;
  Object.assign(state, found);
  show();
}

const FIRST_ARE = { oldest: 'The oldest', newest: 'The newest' };

function show() {
  const { entries, total, filters, order, more } = state;
  patch(byId('tasks'), entries, (entry) => entry.workflow_id, makeRow, updateRow);
  const [which, one] = Object.keys(filters).length ? ['match the filters', 'matches the filters'] : ['are open', 'is open'];
  byId('shown').className = '';
  say(byId('shown'), more
    ? `${FIRST_ARE[order] ?? 'The first'} ${entries.length.toLocaleString('en')} of ${plural(total, 'task')} that ${which}.`
    : entries.length === 0 ? `No tasks ${which}.` : `${plural(entries.length, 'task')} ${entries.length === 1 ? one : which}.`);
  byId('stale-means').hidden = !('stale' in filters) && entries.length > 0;
  if (!more && document.activeElement === byId('more')) byId('tasks').lastElementChild?.querySelector('a').focus();
  byId('more').hidden = !more;
}

/** Offers the error types that tasks have now, with their numbers; also the one of the address. */
export function offerErrorTypes(counts) {
  known = counts;
  const chosen = address.filters().error_type;
  const types = [...new Set([...Object.keys(counts), ...(chosen ? [chosen] : [])])].sort();
  patch(byId('error-types'), ['', ...types], (type) => type || 'any', () => element('option'), (option, type) => {
    option.value = type;
    say(option, type ? `${type} (${(counts[type] ?? 0).toLocaleString('en')})` : 'any');
  });
  byId('error-types').value = chosen ?? '';
}

/** Shows why the service gives no list for these filters. */
function refuse(message) {
  Object.assign(state, { entries: [], total: 0, filters: address.filters(), more: false });
  show();
  say(byId('shown'), `No tasks can be shown: ${message}.`);
  byId('shown').className = 'failure';
}

/** Fills the form with the filters of the address, and marks the view that it is. */
export function showFilters() {
  const filters = address.filters();
  const fields = { ...filters, sort: address.order() };
  for (const field of byId('filters').elements) {
    if (field.name && field.id !== 'error-types') field.value = fields[field.name] ?? '';
  }
  offerErrorTypes(known);
  const view = new URLSearchParams(filters).toString();
  for (const chosen of document.querySelectorAll('[data-view]')) {
    if (chosen.dataset.view === view) chosen.setAttribute('aria-current', 'true');
    else chosen.removeAttribute('aria-current');
  }
}

/** Calls back when another part of the list is asked for. */
export function onChange(changed) {
  const form = byId('filters');
  say(byId('stale-means'), STALE);
  for (const named of document.querySelectorAll('[data-view="stale=true"], #filters [name=stale]')) named.title = STALE;
  const apply = () => {
    address.setFilters(new URLSearchParams(new FormData(form)));
    changed();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener('change', apply);
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    address.setFilters(new URLSearchParams());
    changed();
  });
  document.addEventListener('click', (event) => {
    const view = event.target.closest?.('a[href^="?"]');
    if (!view || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    address.setFilters(new URLSearchParams(new URL(view.href).search));
    changed();
  });
  byId('more').addEventListener('click', () => {
    wanted = 2 * state.entries.length;
    changed();
  });
}
