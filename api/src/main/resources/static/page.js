'use strict';

// The data comes from image streams and registries, which others control. So it is added to the
// document as text only, and links lead only to http and https addresses.

const ROWS = 500;
const REFRESH_MS = 5000;
// API servers send a bookmark about every minute, so a watch without events is this late at times.
const LAG_SHOWN_ABOVE = 120;
const TAG = /^(?:[^/\s]+\/)?([^/:\s]+)\/([^/:\s]+):([^/:\s]+)$/;

let entries = [];
let total = 0;

const byId = (id) => document.getElementById(id);

async function read(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  const body = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(body.detail || response.statusText), { status: response.status });
  }
  return body;
}

const listing = (parameters) => read('api/v1/mirrors?' + new URLSearchParams(parameters));

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function link(text, address, label) {
  if (!/^https?:\/\//.test(address)) return element('span', text);
  const made = element('a', text);
  made.href = address;
  made.rel = 'noreferrer';
  if (label) made.setAttribute('aria-label', label);
  return made;
}

const tagName = (entry) => {
  const tag = entry.source_tag_ref;
  return `${tag.namespace}/${tag.name}:${tag.tag}`;
};

function duration(since) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} days`;
}

const ago = (time) => `${duration(time)} ago`;

function timed(time) {
  const made = element('time', ago(time));
  made.dateTime = time;
  made.title = time;
  return made;
}

function cell(content, className) {
  const made = element('td', undefined, className);
  made.append(...[content].flat());
  return made;
}

function digestCell(digest) {
  if (!digest) return cell('');
  const short = element('code', digest.replace(/^sha256:/, '').slice(0, 12));
  short.title = digest;
  return cell(short);
}

function errorCell(entry) {
  if (!entry.error_type) return cell('', 'error');
  const content = [element('strong', entry.error_type), entry.last_error || ''];
  if (entry.next_attempt_at) {
    const at = new Date(entry.next_attempt_at).toLocaleTimeString();
    content.push(` (failure ${entry.failures}, next attempt ${at})`);
  }
  return cell(content, 'error');
}

function row(entry) {
  const made = element('tr');
  const tag = element('th', tagName(entry));
  tag.scope = 'row';
  // Only known states become a class name, so that no other data does.
  const known = ['checking', 'copying', 'retrying', 'parked', 'planned'].includes(entry.state);
  made.append(
    tag,
    cell(element('span', entry.state || 'unknown', known ? `state ${entry.state}` : 'state')),
    cell(entry.stale ? 'yes' : 'no'),
    cell(entry.owner),
    digestCell(entry.source_digest),
    cell(timed(entry.created_at)),
    errorCell(entry),
    cell(link('history', entry.workflow_url, `history of ${tagName(entry)} in Temporal`)));
  return made;
}

function matches(entry, text) {
  return [tagName(entry), entry.state, entry.owner, entry.source_digest, entry.current_quay_digest,
    entry.source, entry.destination, entry.error_type, entry.last_error]
    .some((value) => value && value.toLowerCase().includes(text));
}

function showRows() {
  const text = byId('search-text').value.trim().toLowerCase();
  const shown = text ? entries.filter((entry) => matches(entry, text)) : entries;
  byId('tasks').replaceChildren(...shown.map(row));
  const some = total > entries.length ? ` (of ${total} open ones, the newest ${entries.length} are here)` : '';
  const found = text ? `${shown.length} of ${entries.length} tasks match` : `${entries.length} tasks`;
  say(entries.length === 0 ? 'No mirror task is open.' : `${found}${some}.`);
}

// An unchanged message is not set again, or screen readers would repeat it at every refresh.
function say(message, failed = false) {
  const status = byId('status');
  if (status.textContent !== message) status.textContent = message;
  status.classList.toggle('failed', failed);
}

async function count(name, filter, counted) {
  // With every task loaded, no request is needed.
  const number = total > entries.length
    ? (await listing({ action: 'summarize', ...filter })).total
    : entries.filter(counted).length;
  byId(`count-${name}`).textContent = number.toLocaleString();
}

const isDryRun = (watch) => watch.workflow_id.startsWith('dry-run/');

function describeWatch(watch) {
  const name = isDryRun(watch) ? 'Watch of image streams (dry run)' : 'Watch of image streams';
  const parts = [`${name}: ${watch.state}`];
  if (watch.since) parts.push(' for ', duration(watch.since));
  if (watch.last_error) parts.push(`: ${watch.last_error}`);
  if (watch.last_event) parts.push('; last event ', timed(watch.last_event));
  if (watch.lag_seconds > LAG_SHOWN_ABOVE) parts.push(`; ${watch.lag_seconds} s behind at most`);
  return [...parts, '. ', link('history', watch.workflow_url, `history of ${watch.workflow_id} in Temporal`), ' '];
}

async function refreshWatch() {
  const line = byId('watch');
  try {
    const listed = await read('api/v1/watches');
    byId('dry-run').hidden = !listed.dry_run_only;
    // The watch of a dry run waits for ever once its worker has ended.
    const watches = listed.watches
      .filter((one) => !isDryRun(one) || one.state !== 'waiting');
    line.classList.toggle('failed', !watches.length || watches.some((one) => ['failing', 'waiting'].includes(one.state)));
    line.replaceChildren(...(watches.length ? watches.flatMap(describeWatch)
      : ['No watch of image streams is open: changed tags are not noticed.']));
  } catch (failure) {
    line.classList.add('failed');
    line.textContent = `Watch of image streams: unknown: ${failure.message}`;
  }
}

async function refresh() {
  try {
    const answer = await listing({ action: 'show', limit: ROWS });
    entries = answer.mirrors;
    total = answer.total;
    await refreshWatch();
    byId('read-at').textContent = `Read at ${new Date().toLocaleTimeString()}.`;
    byId('count-open').textContent = total.toLocaleString();
    showRows();
    await count('stale', { stale: true }, (entry) => entry.stale);
    await count('retrying', { state: 'retrying' }, (entry) => entry.state === 'retrying');
    await count('parked', { state: 'parked' }, (entry) => entry.state === 'parked');
  } catch (failure) {
    say(`Not up to date: ${failure.message}`, true);
  }
}

async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, REFRESH_MS);
}

function describe(report) {
  const name = tagName(report);
  if (report.ended) {
    const error = ['failed', 'skipped', 'withdrawn'].includes(report.outcome) && report.last_error ? `: ${report.last_error}` : '';
    return [`${name} has no open task. Its last one ended `, timed(report.ended),
      ` as ${report.outcome.replace('_', ' ')}${error}. `];
  }
  const error = report.error_type ? ` after ${report.error_type}: ${report.last_error}` : '';
  return [`${name} has an open task: ${report.state || 'unknown'}${error}. `];
}

async function lookUp() {
  const panel = byId('lookup');
  const parts = TAG.exec(byId('search-text').value.trim());
  panel.hidden = false;
  if (!parts) {
    panel.textContent = 'To look up one tag, write it as namespace/name:tag, for example ocp/4.20:cli.';
    return;
  }
  try {
    const path = parts.slice(1).map(encodeURIComponent).join('/');
    const report = await read(`api/v1/mirrors/${path}`);
    panel.replaceChildren(...describe(report), link('See it in Temporal', report.workflow_url));
  } catch (failure) {
    panel.textContent = failure.message;
  }
}

// The search text is part of the address, so that a look-up can be shared as a link.
function searchFromAddress() {
  let text = location.hash.slice(1);
  try {
    text = decodeURIComponent(text);
  } catch {
    // A % that begins no escape: use the text unchanged.
  }
  if (text === '') return;
  byId('search-text').value = text;
  showRows();
  lookUp();
}

byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const hash = '#' + encodeURIComponent(byId('search-text').value.trim());
  if (location.hash === hash) lookUp();
  else location.hash = hash;
});
byId('search-text').addEventListener('input', () => {
  byId('lookup').hidden = true;
  showRows();
});
window.addEventListener('hashchange', searchFromAddress);
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
keepFresh().then(searchFromAddress);
