// Whether all is well; else what is worst first. The service decides, so that all clients say the same.

import { byId, element, fill, say, sayOrHide } from './dom.js';
import { age, ago, clock, seconds } from './format.js';

// API servers send a bookmark about every minute, so a watch without events is this late at times.
const LAG_SHOWN_ABOVE = 120;
const KIND = { well: 'good', unknown: 'warn', not_well: 'bad' };

const isDryRun = (watch) => watch.workflow_id.startsWith('dry-run/');

/** The nodes of a sentence, of which some parts are links; they are in its order. */
function linked({ text, links }) {
  const nodes = [];
  let left = text;
  for (const { text: part, view } of links) {
    const at = left.indexOf(part);
    if (at < 0 || !/^[?#]/.test(view)) continue;
    const made = element('a', part);
    made.href = view;
    nodes.push(left.slice(0, at), made);
    left = left.slice(at + part.length);
  }
  return [...nodes, left];
}

function describeWatch(watch) {
  const parts = [`${isDryRun(watch) ? 'Watch of image streams (dry run)' : 'Watch of image streams'}: ${watch.state}`];
  if (watch.since) parts.push(` for ${age(watch.since)}`);
  if (watch.last_event) parts.push(`, last change ${ago(watch.last_event)}`);
  if (watch.lag_seconds > LAG_SHOWN_ABOVE) parts.push(`, ${seconds(watch.lag_seconds)} behind at most`);
  return parts.join('') + '.';
}

function lastCheck({ summary, next_resync_due: next }) {
  const due = next ? ` The next one is due at ${clock(next)}.` : '';
  return summary ? `Last full check: ended at ${clock(summary.compared_at)}, ${ago(summary.compared_at)}.${due}`
    : `No full check has ended yet.${due}`;
}

/** Shows what was read last; null for nothing yet. Late says that reading fails now. */
export function show(status, late) {
  byId('overview').className = `card ${late ? 'bad' : KIND[status?.verdict] ?? ''}`;
  say(byId('headline'), late ? 'Not up to date' : status?.sentence ?? 'Loading …');
  if (!status) return;
  const { summary, problems, notes, watches, open_tasks: open } = status;
  sayOrHide(byId('sentence'), summary && `${summary.sentence}.`);
  fill(byId('problems'), problems.map((problem) => {
    const item = element('li');
    item.append(...linked(problem));
    return item;
  }));
  byId('problems').hidden = problems.length === 0;
  sayOrHide(byId('notes'), notes.join(' '));
  say(byId('unlisted'), `A tag that is not listed here is mirrored${summary ? '' : ', was not compared yet'}, was withdrawn, or is not watched.`);
  sayOrHide(byId('watch'), watches.filter((watch) => !isDryRun(watch) || watch.state !== 'waiting')
    .map(describeWatch).join(' '));
  sayOrHide(byId('sweeps'), lastCheck(status));
  byId('dry-run').hidden = !status.dry_run_only;
  const counts = { open: open.total, stale: open.stale, retrying: open.by_state.retrying, parked: open.by_state.parked };
  for (const [name, count] of Object.entries(counts)) say(byId(`count-${name}`), (count ?? 0).toLocaleString('en'));
}
