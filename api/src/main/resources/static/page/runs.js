// The time line of a tag: the last runs of its tasks.

import { element, fill, link, patch } from './dom.js';
import { bytes, clock, inWords, seconds, shortDigest } from './format.js';

const GOOD = ['mirrored', 'equal'];
const BAD = ['failed', 'terminated', 'timed_out'];

function kind({ outcome }) {
  if (outcome === null) return 'open';
  if (GOOD.includes(outcome)) return 'good';
  return BAD.includes(outcome) ? 'bad' : 'other';
}

function detail(run) {
  const parts = [];
  if (run.ended) parts.push(`after ${seconds(run.duration_seconds)}`);
  else parts.push(`for ${seconds(run.duration_seconds)} so far`);
  if (run.pushes) parts.push(`${run.pushes} pushed, ${bytes(run.bytes_copied ?? 0)} sent`);
  if (run.digest) parts.push(`digest ${shortDigest(run.digest)}`);
  return parts.join(', ');
}

function update(item, run) {
  item.className = kind(run);
  const heading = element('p', undefined, 'run');
  const when = element('time', run.ended ? `at ${clock(run.ended)}` : `since ${clock(run.started)}`);
  when.dateTime = run.ended ?? run.started;
  heading.append(element('strong', inWords(run.outcome ?? `open: ${run.state ?? 'unknown'}`)),
    ' ', when, ' ', element('span', detail(run), 'faint'), ' ',
    link('history', run.workflow_url, `history of the run of ${clock(run.started)} in Temporal`));
  const lines = [heading];
  if (run.error_type) {
    const error = element('p', undefined, 'text');
    error.append(element('strong', run.error_type), ` ${run.last_error ?? ''}`);
    lines.push(error);
  }
  if (run.last_request) lines.push(element('p', run.last_request, 'faint'));
  fill(item, lines);
}

export function show(list, runs) {
  patch(list, runs, (run) => run.run_id, () => element('li'), update);
}
