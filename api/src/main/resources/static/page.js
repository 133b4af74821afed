// Reads what is shown again every few seconds, and says so when that fails.

import * as api from './page/api.js';
import * as address from './page/address.js';
import * as ask from './page/ask.js';
import { byId, say, sayOrHide } from './page/dom.js';
import { clock } from './page/format.js';
import * as history from './page/history.js';
import * as lookUp from './page/look-up.js';
import * as overview from './page/overview.js';
import * as tag from './page/tag.js';
import * as tasks from './page/tasks.js';

const REFRESH_MS = 5000;
const WHOLE_EVERY = 3;

const known = { status: null, history: null };
let readAt = null;
let running = null;

/** A request that is refused for what it asks says nothing of what is shown. */
const isLate = (failure) => failure.status !== 400;

/** For example: "Temporal does not answer; what you see is from 12:04. Check that it runs." */
function trouble(failure) {
  if (failure) {
    const [what, ...more] = failure.message.split('; ');
    const old = readAt ? `; what you see is from ${clock(readAt)}` : '';
    const hint = more.join('; ');
    say(byId('trouble-text'), `${what}${old}.${hint ? ` ${hint[0].toUpperCase()}${hint.slice(1)}.` : ''}`);
    byId('give-token').hidden = ![401, 403].includes(failure.status);
  }
  byId('trouble').hidden = !failure;
}

/** One after the other, as the service allows itself few reads of Temporal a second. */
async function readOverview(failures) {
  for (const [name, read] of Object.entries({ status: api.status, history: api.history })) {
    try {
      known[name] = await read();
    } catch (failure) {
      failures.push(failure);
    }
  }
}

async function readList(failures, whole) {
  try {
    await tasks.refresh();
  } catch (failure) {
    failures.push(failure);
  }
  if (whole) await readOverview(failures);
}

async function read(whole) {
  const failures = [];
  if (address.tagParts()) await tag.refresh().catch((failure) => failures.push(failure));
  else await readList(failures, whole);
  if (failures.length === 0) {
    readAt = new Date();
    say(byId('read-at'), `Read at ${clock(readAt)}.`);
  }
  if (!address.tagParts()) {
    const late = failures.some(isLate);
    overview.show(known.status, late);
    if (known.status) tasks.offerErrorTypes(known.status.open_tasks.by_error_type);
    history.show(known.history, late || known.status?.verdict === 'not_well');
  }
  // The list itself says why filters are refused.
  trouble(failures.find(isLate));
}

/** Reads now; a request while another one runs is served by one more after it. */
async function refresh(whole = true) {
  const before = running;
  const mine = (async () => {
    await before;
    await read(whole);
  })();
  running = mine;
  await mine;
}

/**
 * All pages read the list at the same moments of the clock, so that one answer, which the service
 * keeps for a second, serves them all. Those with a tag do not, as each needs an answer of its own.
 */
function keepFresh() {
  const wait = address.tagParts() ? REFRESH_MS : REFRESH_MS - (Date.now() % REFRESH_MS);
  setTimeout(async () => {
    const whole = !known.status || Math.round(Date.now() / REFRESH_MS) % WHOLE_EVERY === 0;
    if (!document.hidden && (whole || !tasks.areMany())) await refresh(whole);
    keepFresh();
  }, wait);
}

lookUp.onFound((name) => { location.hash = address.tagAddress(name); });
byId('skip').addEventListener('click', (event) => {
  // As a fragment, it would take the place of the tag in the address.
  event.preventDefault();
  byId('main').focus();
});
byId('give-token').addEventListener('click', () => ask.openForToken('Without it, this service shows no tasks.', () => refresh()));
tasks.onChange(() => {
  arrivedAt = location.href;
  tag.open();
  tasks.showFilters();
  refresh(!known.status);
});
tag.onAsked(() => refresh());

let arrivedAt = null;

/** The address has changed: by a link, or back and forth in the browser. */
function arrive() {
  if (location.href === arrivedAt) return;
  arrivedAt = location.href;
  tag.open();
  tasks.showFilters();
  refresh();
}
window.addEventListener('popstate', arrive);
window.addEventListener('hashchange', arrive);
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
arrive();
keepFresh();
