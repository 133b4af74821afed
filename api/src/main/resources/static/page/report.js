// What is known of one tag, in words.

import { element, link } from './dom.js';
import { STALE, age, bytes, clock, inWords, nextAttempt, plural, stateClass, timed } from './format.js';

const DOES = {
  checking: 'The task compares source and target.',
  copying: 'The task copies the image to the target.',
  planned: 'This is a dry run: a real task would mirror the image now.',
};

/** How a task ends whose tag is mirrored. */
const GOOD = ['mirrored', 'equal'];

const ENDED = {
  mirrored: 'Mirrored: the target got the image.',
  equal: 'Mirrored: the target had the image already.',
  withdrawn: 'Not mirrored: the last task found nothing that it should mirror.',
  skipped: 'Not mirrored: the image is excluded.',
};

/** Whether only an unpark ends what an open task waits for. */
export const isParkedByHand = (report) =>
  !report.ended && report.state === 'parked' && report.error_type === 'ParkedByHand';

/** Whether the open task compares or copies now. */
export const isAtWork = (report) => Boolean(report) && !report.ended && ['checking', 'copying'].includes(report.state);

const isWithdrawnByHand = (report) => report.error_type === 'WithdrawnByHand';

/** A task that waits for a change: trying again alone would not help. */
function parked(report) {
  const next = nextAttempt(report);
  return 'The task goes on within seconds when the source or the rules change, or when somebody triggers it'
    + `${next ? `; else it tries again ${next}` : ''}.`;
}

function sentence(report) {
  if (report.ended) {
    if (isWithdrawnByHand(report)) {
      return `A person withdrew the last task at ${clock(report.ended)}. Whether the tag is mirrored now, the next full `
        + 'check finds out, and ‘Check now’ says it.';
    }
    const how = ENDED[report.outcome] ?? `The last task ended as ${inWords(report.outcome)}.`;
    return `${how} That was at ${clock(report.ended)}.`;
  }
  if (report.state === 'retrying') {
    return `After ${plural(report.failures, 'failure')} in a row, the task tries again ${nextAttempt(report) ?? 'now'}.`
      + (report.waits_for ? ' Nothing needs to be done for this tag.' : '');
  }
  if (isParkedByHand(report)) return 'A person parked the task. It goes on when somebody unparks it.';
  if (report.state === 'parked') return parked(report);
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
  report.error_type && (!report.ended || !GOOD.includes(report.outcome));

/** The nodes that say how the tag is. */
export function state(report) {
  const heading = element('p', undefined, 'verdict');
  const open = !report.ended;
  heading.append(element('span', open ? report.state ?? 'unknown' : inWords(report.outcome),
    open ? stateClass(report.state) : `state ${GOOD.includes(report.outcome) ? 'done' : ''}`));
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
    [GOOD.includes(report.outcome) ? 'Date tag' : 'Date tag, once pushed', report.date_destination && pullSpec(report.date_destination)],
    [report.ended ? 'Last task began' : 'Open since', timed(report.created_at, (time) => `${clock(time)}, ${age(time)} ago`)],
    ['Result', result],
    ['Temporal', link(report.workflow_id, report.workflow_url)],
    ...(report.other_open_tasks ?? []).map((other) =>
      ['Also open', link(other.workflow_id, other.workflow_url), ` ${other.state ?? ''}`]),
  ]);
}

/** What a comparison has found, and what helps; the open task, if there is one, may have failed. */
function found(check, report) {
  if (check.watched === false) return 'Nothing is to be mirrored for this tag.';
  if (check.equal === true) return 'Source and target are equal.';
  if (check.equal !== false) return 'Source and target could not be compared.';
  if (isParkedByHand(report)) return 'Source and target differ. Unpark the task, and it pushes the image.';
  return report.error_type && !report.ended
    ? 'Source and target differ. Why the task could not mirror the image is said above; a trigger helps once that is mended.'
    : 'Source and target differ. A trigger makes the task push the image.';
}

/** The nodes that say what a comparison has found. */
export function checked(check, report) {
  const verdict = element('p', undefined, 'verdict');
  verdict.append(element('strong', found(check, report)), ` Checked at ${clock(check.checked_at)}.`);
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
