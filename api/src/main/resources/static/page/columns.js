import { element, say } from './dom.js';
import { STALE, nextAttempt, retime, shortDigest, stateClass, tagName } from './format.js';
import { tagAddress } from './address.js';

// A longer message does not fit into two lines.
const LINES = 110;

function cell(name, label, role = 'cell') {
  const made = element(name);
  made.setAttribute('role', role);
  if (label) made.dataset.label = label;
  return made;
}

/** An empty row with a cell for each column; updateRow fills them. A table's roles are spelled out, as CSS makes cards of it on a phone. */
export function makeRow() {
  const row = element('tr');
  row.setAttribute('role', 'row');
  const tag = cell('th', null, 'rowheader');
  tag.scope = 'row';
  tag.append(element('a'));
  const state = cell('td', 'State');
  const stale = element('span', 'stale', 'state stale');
  stale.title = STALE;
  state.append(element('span', '', 'state'), ' ', stale);
  const error = cell('td', 'Last error');
  error.className = 'error';
  const text = element('p', '', 'text');
  const open = element('button', 'more', 'plain');
  open.type = 'button';
  open.addEventListener('click', () => expand(text, open, open.getAttribute('aria-expanded') !== 'true'));
  error.append(element('strong'), text, element('span', '', 'next faint'), open);
  const digest = cell('td', 'Source digest');
  digest.append(element('code'));
  const since = cell('td', 'Since');
  since.append(element('time'));
  row.append(tag, state, error, cell('td', 'Owner'), digest, since);
  return row;
}

/** Two lines hold little of a message beside a whole digest. */
const brief = (message) => message.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, '$1…');

function expand(text, button, open) {
  const { message } = text.dataset;
  say(text, open ? message : brief(message));
  text.classList.toggle('opened', open);
  button.setAttribute('aria-expanded', open);
  say(button, open ? 'less' : 'more');
}

export function updateRow(row, entry) {
  const [tag, state, error, owner, digest, since] = row.children;
  const name = tagName(entry);
  say(tag.firstChild, name);
  tag.firstChild.href = tagAddress(name);

  const [shown, stale] = state.children;
  say(shown, entry.state || 'unknown');
  shown.className = stateClass(entry.state);
  stale.hidden = !entry.stale;

  updateError(error, entry, name);
  say(owner, entry.owner);
  say(digest.firstChild, shortDigest(entry.source_digest));
  digest.firstChild.title = entry.source_digest ?? '';
  digest.classList.toggle('empty', !entry.source_digest);
  retime(since.firstChild, entry.created_at);
}

function updateError(error, entry, name) {
  const [type, text, next, open] = error.children;
  const message = entry.last_error ?? '';
  error.classList.toggle('empty', !entry.error_type);
  say(type, entry.error_type ?? '');
  text.dataset.message = message;
  const when = nextAttempt(entry);
  say(next, when ? `Failure ${entry.failures}; next attempt ${when}` : '');
  next.hidden = !when;
  open.hidden = brief(message).length <= LINES && brief(message) === message;
  open.setAttribute('aria-label', `whole error of ${name}`);
  expand(text, open, !open.hidden && open.getAttribute('aria-expanded') === 'true');
}
