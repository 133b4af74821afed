// Whether all is well; else what is worst first.

import * as api from './api.js';
import { byId, element, fill, say, sayOrHide } from './dom.js';
import { tagAddress } from './address.js';
import { age, ago, clock, inWords, plural, seconds, tagName } from './format.js';
import { everything } from './tasks.js';

const OWNERS = ['distributor', 'supplemental', 'art', 'backfill'];
// API servers send a bookmark about every minute, so a watch without events is this late at times.
const LAG_SHOWN_ABOVE = 120;

const isDryRun = (watch) => watch.workflow_id.startsWith('dry-run/');

async function number(filters, matches) {
  const all = everything();
  return all ? all.filter(matches).length : api.count(filters);
}

/** The stale task that has been open longest; null if that is not known. */
async function oldestStale() {
  const all = everything()?.filter((entry) => entry.stale);
  if (all) return all.reduce((oldest, entry) => (entry.created_at < oldest.created_at ? entry : oldest), all[0]) ?? null;
  return api.list({ stale: true }, 'oldest', 1).then(({ mirrors }) => mirrors[0] ?? null, (failure) => {
    // So many tasks are open that the service does not sort them.
    if (failure.status !== 409) throw failure;
    return null;
  });
}

/** How many tasks there are of each kind; the parked ones by owner; and the oldest stale one. */
export async function readCounts() {
  const counts = { open: everything()?.length ?? await api.count({}), parkedBy: {} };
  counts.stale = await number({ stale: true }, (entry) => entry.stale);
  counts.retrying = await number({ state: 'retrying' }, (entry) => entry.state === 'retrying');
  counts.parked = await number({ state: 'parked' }, (entry) => entry.state === 'parked');
  counts.oldestStale = counts.stale ? await oldestStale() : null;
  for (const owner of counts.parked ? OWNERS : []) {
    counts.parkedBy[owner] = await number({ state: 'parked', owner },
      (entry) => entry.state === 'parked' && entry.owner === owner);
  }
  return counts;
}

function watchProblem({ watches }) {
  // The watch of a dry run waits for ever once its worker has ended.
  const open = watches.filter((watch) => !isDryRun(watch) || watch.state !== 'waiting');
  if (open.length === 0) return 'Changed tags are not noticed: no watch of image streams is open.';
  const failing = open.find((watch) => watch.state === 'failing');
  if (failing) return `Changed tags are not noticed: the watch of image streams fails. ${failing.last_error ?? ''}`;
  return open.some((watch) => watch.state === 'waiting')
    ? 'Changed tags are not noticed: no worker has the watch of image streams.' : null;
}

function sweepProblems({ sweeps }) {
  return sweeps.filter((sweep) => !sweep.schedule_id.startsWith('dry-run/')).flatMap((sweep) => {
    const last = sweep.runs.find((run) => run.outcome !== null);
    const problems = [];
    if (last && !['completed', 'canceled'].includes(last.outcome)) {
      const why = last.last_error ? `: ${last.last_error}` : '.';
      problems.push(`The last sweep ${sweep.schedule_id} ended as ${inWords(last.outcome)}${why}`);
    }
    if (sweep.paused) problems.push(`The schedule ${sweep.schedule_id} is paused${sweep.note ? `: ${sweep.note}` : '.'}`);
    return problems;
  });
}

function view(text, filters) {
  const made = element('a', text);
  made.href = '?' + new URLSearchParams(filters);
  return made;
}

function parkedProblem({ parked, parkedBy }) {
  const owners = OWNERS.filter((owner) => parkedBy[owner])
    .flatMap((owner) => [', ', view(`${owner} ${parkedBy[owner].toLocaleString('en')}`, { state: 'parked', owner })]).slice(1);
  return [`${plural(parked, 'task is', 'tasks are')} parked and need${parked === 1 ? 's' : ''} a person: `, ...owners];
}

function staleProblem({ stale, oldestStale: oldest }) {
  const problem = [view(`${plural(stale, 'tag is', 'tags are')} stale`, { stale: true }), ': the target has an old image, or none.'];
  if (oldest) {
    const tag = element('a', tagName(oldest));
    tag.href = tagAddress(tagName(oldest));
    problem.push(` The oldest task, of `, tag, `, has been open for ${age(oldest.created_at)}.`);
  }
  return problem;
}

function describeWatch(watch) {
  const parts = [`${isDryRun(watch) ? 'Watch of image streams (dry run)' : 'Watch of image streams'}: ${watch.state}`];
  if (watch.since) parts.push(` for ${age(watch.since)}`);
  if (watch.last_event) parts.push(`, last change ${ago(watch.last_event)}`);
  if (watch.lag_seconds > LAG_SHOWN_ABOVE) parts.push(`, ${seconds(watch.lag_seconds)} behind at most`);
  return parts.join('') + '.';
}

function lastCheck({ summary, sweeps }) {
  const next = sweeps.find((sweep) => sweep.kind === 'resync')?.next_due;
  const due = next ? ` The next one is due at ${clock(next)}.` : '';
  return summary ? `Last full check: ended at ${clock(summary.compared_at)}, ${ago(summary.compared_at)}.${due}`
    : `No full check has ended yet.${due}`;
}

/**
 * Shows what was read; what was never read is null, and late says that reading fails now. Returns
 * whether something needs a person.
 */
export function show({ watches, sweeps, counts, late }) {
  const problems = [];
  const watchIs = watches && watchProblem(watches);
  if (watchIs) problems.push([watchIs]);
  if (counts?.parked) problems.push(parkedProblem(counts));
  if (sweeps) problems.push(...sweepProblems(sweeps).map((problem) => [problem]));
  if (counts?.stale) problems.push(staleProblem(counts));
  const known = watches && sweeps && counts;
  const severe = late || watchIs || counts?.parked;
  byId('overview').className = `card ${severe ? 'bad' : problems.length ? 'warn' : known ? 'good' : ''}`;
  say(byId('headline'), late ? 'Not up to date'
    : watchIs ? 'Changed tags are not noticed'
      : counts?.parked ? 'Some tags need a person'
        : problems.length ? 'Mostly well' : known ? 'All is well' : 'Not everything is known');
  sayOrHide(byId('sentence'), sweeps?.summary && `${sweeps.summary.sentence}.`);
  fill(byId('problems'), problems.map((problem) => {
    const item = element('li');
    item.append(...problem);
    return item;
  }));
  byId('problems').hidden = problems.length === 0;
  sayOrHide(byId('watch'), watches?.watches.filter((watch) => !isDryRun(watch) || watch.state !== 'waiting')
    .map(describeWatch).join(' '));
  sayOrHide(byId('sweeps'), sweeps && lastCheck(sweeps));
  byId('dry-run').hidden = !watches?.dry_run_only;
  for (const name of ['open', 'stale', 'retrying', 'parked']) {
    say(byId(`count-${name}`), counts ? counts[name].toLocaleString('en') : '–');
  }
  return Boolean(severe);
}
