// What is known of one tag, in words.

import { element, link } from './dom.js';
import { STALE, age, bytes, clock, inWords, nextAttempt, plural, stateClass, timed } from './format.js';

const DOES = {
  checking: 'The task compares source and target.',
  copying: 'The task copies the image to the target.',
  parked: 'The task waits for a person, or until the source or the rules change: trying again would not help.',
  planned: 'This is a dry run: a real task would mirror the image now.',
};

const ENDED = {
  mirrored: 'Mirrored: the target got the image.',
  equal: 'Mirrored: the target had the image already.',
  withdrawn: 'Not mirrored: the last task was withdrawn.',
  skipped: 'Not mirrored: the image is excluded.',
};

/** Whether only an unpark ends what an open task waits for. */
export const isParkedByHand = (report) =>
  !report.ended && report.state === 'parked' && report.error_type === 'ParkedByHand';

function sentence(report) {
  if (report.ended) {
    const how = ENDED[report.outcome] ?? `The last task ended as ${inWords(report.outcome)}.`;
    return `${how} That was at ${clock(report.ended)}.`;
  }
  if (report.state === 'retrying') {
    return `After ${plural(report.failures, 'failure')} in a row, the task tries again ${nextAttempt(report) ?? 'now'}.`;
  }
  if (isParkedByHand(report)) return 'A person parked the task. It goes on when somebody unparks it.';
  return DOES[report.state] ?? 'What the task does is not known yet.';
}

/** How far a push is that is under way. */
function progress(push) {
  if (!push.reported_at) return [element('p', `The push began at ${clock(push.started)}.`, 'faint')];
  const { bytes_done: done, bytes_total: total, bytes_per_second: rate } = push;
  const bar = element('progress');
  bar.setAttribute('aria-label', 'Bytes at the target');
  if (total) {
    bar.max = total;
    bar.value = done;
  }
  const parts = [total ? `${bytes(done)} of ${bytes(total)} are at the target` : `${bytes(done)} are at the target`];
  if (rate) parts.push(`${bytes(rate)} a second on average`);
  return [bar, element('p', `${parts.join(', ')}. As of ${clock(push.reported_at)}.`, 'faint')];
}

const showsError = (report) =>
  report.error_type && (!report.ended || !['mirrored', 'equal'].includes(report.outcome));

/** The nodes that say how the tag is. */
export function state(report) {
  const heading = element('p', undefined, 'verdict');
  const open = !report.ended;
  heading.append(element('span', open ? report.state ?? 'unknown' : inWords(report.outcome),
    open ? stateClass(report.state) : `state ${['mirrored', 'equal'].includes(report.outcome) ? 'done' : ''}`));
  if (open && report.stale) {
    const stale = element('span', 'stale', 'state stale');
    stale.title = STALE;
    heading.append(' ', stale);
  }
  heading.append(' ', sentence(report));
  const nodes = [heading];
  if (report.push) nodes.push(...progress(report.push));
  if (showsError(report)) {
    const error = element('p', undefined, 'text');
    error.append(element('strong', report.error_type), ` ${report.last_error ?? ''}`);
    nodes.push(error);
  }
  if (report.last_request) nodes.push(element('p', `Asked last: ${report.last_request}`, 'faint'));
  return nodes;
}

/** Quay's own page of a tag; other registries have none that is known. */
function pullSpec(text) {
  const quay = /^(quay\.[^/]+)\/([^:@]+):([^:@]+)$/.exec(text);
  return quay ? link(text, `https://${quay[1]}/repository/${quay[2]}?tab=tags&tag=${encodeURIComponent(quay[3])}`)
    : element('code', text);
}

function facts(pairs) {
  return pairs.filter(([, value]) => value).map(([name, ...values]) => {
    const pair = element('div');
    const shown = element('dd');
    shown.append(...values);
    pair.append(element('dt', name), shown);
    return pair;
  });
}

const digest = (text) => (text ? element('code', text) : 'none read');

/** The nodes of the list of facts. */
export function details(report) {
  const target = report.result?.digest || report.current_quay_digest;
  const result = report.result && `${report.result.pushes} pushed, ${bytes(report.result.bytes_copied)} sent`;
  // What an ended task has read may have changed since.
  const when = report.ended ? ` at ${clock(report.ended)}` : '';
  return facts([
    [`Source digest${when}`, digest(report.source_digest)],
    [`Target digest${when}`, digest(target)],
    ['Source', report.source && element('code', report.source)],
    ['Destination', report.destination && pullSpec(report.destination)],
    ['Owner', report.owner],
    ['Date tag', report.date_destination && pullSpec(report.date_destination)],
    [report.ended ? 'Last task' : 'Open since', timed(report.created_at, (time) => `${clock(time)}, ${age(time)} ago`)],
    ['Result', result],
    ['Temporal', link(report.workflow_id, report.workflow_url)],
    ...(report.other_open_tasks ?? []).map((other) =>
      ['Also open', link(other.workflow_id, other.workflow_url), ` ${other.state ?? ''}`]),
  ]);
}

/** The nodes that say what a comparison has found. */
export function checked(check) {
  const verdict = element('p', undefined, 'verdict');
  const words = check.watched === false ? 'No rule asks for this tag.'
    : check.equal === true ? 'Source and target are equal.'
      : check.equal === false ? 'Source and target differ. A trigger makes the task push the image.' : 'Source and target could not be compared.';
  verdict.append(element('strong', words), ` Checked at ${clock(check.checked_at)}.`);
  const nodes = [verdict];
  if (check.reason) nodes.push(element('p', check.reason, 'text'));
  const list = element('dl', undefined, 'facts');
  list.append(...facts([
    ['Source digest', digest(check.source_digest)],
    ['Target digest', check.target_digest === '' ? 'no image there' : digest(check.target_digest)],
  ]));
  nodes.push(list);
  return nodes;
}
