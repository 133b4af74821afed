// The view of one tag.

import * as api from './api.js';
import * as address from './address.js';
import * as ask from './ask.js';
import { byId, element, fill, say, sayOrHide } from './dom.js';
import * as report from './report.js';
import * as runs from './runs.js';

const DONE = {
  trigger: 'Triggered. The task was asked to compare again.',
  park: 'Parked. The task shows it in a moment.',
  unpark: 'Unparked. The task goes on.',
  withdraw: 'Withdrawn. The task ends in a moment.',
};

let parts = null;
// The runs change with the report. They are read twice then, as Temporal's list is slightly late.
let runsFor = null;
let runsDue = 0;
// The last report, and its version when something was asked of the task.
let task = null;
let askedFor = null;
// The version of the report at the last check.
let checkedFor = null;

const nameOf = ([namespace, name, tag]) => `${namespace}/${name}:${tag}`;
const isCurrent = (asked) => asked === parts;

/** Shows the tag of the address. Returns whether there is one. */
export function open() {
  const wanted = address.tagParts();
  byId('list-view').hidden = Boolean(wanted);
  byId('tag-view').hidden = !wanted;
  sayOrHide(byId('notice'), '');
  if (!wanted) {
    const before = parts && address.tagAddress(nameOf(parts));
    parts = null;
    document.title = 'Mirror tasks – ci-images-mirror';
    if (before) document.querySelector(`#tasks a[href="${CSS.escape(before)}"]`)?.focus();
    return false;
  }
  parts = wanted;
  const name = nameOf(parts);
  document.title = `${name} – ci-images-mirror`;
  say(byId('tag-name'), name);
  byId('back').href = address.listAddress();
  runsFor = null;
  askedFor = null;
  task = null;
  offer();
  byId('tag-check').hidden = true;
  say(byId('tag-state'), 'Loading …');
  byId('tag-facts').replaceChildren();
  byId('tag-runs').replaceChildren();
  sayOrHide(byId('tag-runs-note'), '');
  scrollTo(0, 0);
  byId('tag-name').focus();
  return true;
}

function offer() {
  const isOpen = Boolean(task && !task.ended);
  const byHand = Boolean(task && report.isParkedByHand(task));
  const offered = { check: true, trigger: !byHand, park: !byHand, unpark: byHand, withdraw: isOpen };
  for (const button of byId('tag-actions').children) button.hidden = !offered[button.dataset.action];
}

export async function refresh() {
  const asked = parts;
  let version = 'none';
  try {
    const read = await api.report(asked);
    if (!isCurrent(asked)) return;
    task = read;
    fill(byId('tag-state'), report.state(task));
    fill(byId('tag-facts'), report.details(task));
    offer();
    version = JSON.stringify([task.workflow_url, task.ended, task.state, task.failures, task.last_request]);
  } catch (failure) {
    if (![400, 404].includes(failure.status)) throw failure;
    if (!isCurrent(asked)) return;
    task = null;
    // A check says the same as the trigger of which the service speaks, and starts nothing.
    fill(byId('tag-state'), [element('p', failure.message.replace('; a trigger says which', '. ‘Check now’ says which.'))]);
    byId('tag-facts').replaceChildren();
    offer();
  }
  if (version !== runsFor) runsDue = 2;
  if (askedFor !== null && version !== askedFor && !report.isAtWork(task)) {
    askedFor = null;
    sayOrHide(byId('notice'), '');
  }
  // What a check found is out of date when the task has done something since.
  if (version !== checkedFor) byId('tag-check').hidden = true;
  runsFor = version;
  if (runsDue > 0) await refreshRuns(asked);
}

async function refreshRuns(asked) {
  const found = await api.runs(asked).catch((failure) => {
    if (failure.status !== 400) throw failure;
    return [];
  });
  if (!isCurrent(asked)) return;
  runsDue--;
  runs.show(byId('tag-runs'), found);
  sayOrHide(byId('tag-runs-note'), found.length === 0 ? 'Temporal keeps no run of this tag.' : '');
}

async function checkNow(button) {
  const asked = parts;
  const panel = byId('tag-check');
  panel.hidden = false;
  checkedFor = runsFor;
  say(panel, 'A worker reads source and target; this takes up to ten seconds …');
  button.disabled = true;
  try {
    const found = await api.check(asked);
    if (!isCurrent(asked)) return;
    fill(panel, report.checked(found, task ?? {}));
  } catch (failure) {
    if (!isCurrent(asked)) return;
    const needsToken = [401, 403].includes(failure.status);
    say(panel, needsToken ? 'Not compared: only holders of the token may ask for that.' : failure.message);
    if (needsToken) {
      ask.openForToken('Without the token, this service compares no tag now.', () => checkNow(button), failure);
    }
  } finally {
    if (isCurrent(asked)) {
      checkedFor = runsFor;
      panel.hidden = false;
    }
    button.disabled = false;
    if (document.activeElement === document.body) button.focus();
  }
}

/** Calls back once something was asked of the task. */
export function onAsked(changed) {
  byId('tag-actions').addEventListener('click', (event) => {
    const button = event.target.closest('button');
    const action = button?.dataset.action;
    if (action === 'check') checkNow(button);
    else if (action) {
      ask.open(parts, nameOf(parts), action, () => {
        sayOrHide(byId('notice'), DONE[action]);
        askedFor = runsFor;
        changed();
      });
    }
  });
}
