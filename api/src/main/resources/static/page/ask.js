// The dialog before something is asked of a task: why, and once for each visit of the page the token.

import * as api from './api.js';
import { byId, say, sayOrHide } from './dom.js';

const EFFECTS = {
  trigger: 'The task compares source and target again now, and pushes if they differ. If no task is open, one is started.',
  park: 'The task finishes a push under way, then pushes nothing until somebody unparks it. If no task is open, one is started for that.',
  unpark: 'The task compares source and target again now, and goes on.',
  withdraw: 'The task ends without mirroring, and is listed no more. The next full check compares the tag again.',
};

let current = null;

const title = (action) => action[0].toUpperCase() + action.slice(1);

/** Asks for a reason, sends the request, and calls back with the action once it is accepted. */
export function open(parts, name, action, done) {
  show({ parts, action, done }, `${title(action)} ${name}`, EFFECTS[action], title(action));
}

/**
 * Asks for the token only, where also this kind of reading needs it.
 * @param refused the refusal of a token that was entered before, if one was
 */
export function openForToken(why, done, refused) {
  show({ done }, 'Enter the token', why, 'Use it');
  if (refused?.sentToken) fail(refusal(refused));
}

function show(request, heading, effect, button) {
  current = request;
  say(byId('ask-title'), heading);
  say(byId('ask-effect'), effect);
  say(byId('ask-send'), button);
  byId('ask-reason').value = '';
  byId('ask-token').value = '';
  byId('ask-reason-field').hidden = !request.action;
  byId('ask-token-field').hidden = api.hasToken() && Boolean(request.action);
  fail('');
  byId('ask').showModal();
  if (!byId('ask-token-field').hidden) tellTokenSource();
}

async function tellTokenSource() {
  sayOrHide(byId('ask-token-source'), byId('ask-token-source').textContent || await api.tokenSource());
}

function fail(message) {
  sayOrHide(byId('ask-failure'), message);
}

/** The service's own words are for those who send headers by themselves. */
const refusal = ({ message }) => message.replace(/^the token is not [^;]*/, 'The service does not accept this token');

async function send() {
  const { parts, action, done } = current;
  const reason = byId('ask-reason').value.trim();
  const token = byId('ask-token').value.trim();
  if (action && !reason) {
    fail('Say in a line why: it is kept in the history of the task.');
    byId('ask-reason').focus();
    return;
  }
  // After a refusal that is not about the token, the field may stay empty.
  if (token || !api.hasToken()) {
    // Other characters cannot be sent in a header.
    if (!/^[\x21-\x7e]+$/.test(token)) {
      fail(token ? 'The token has characters that no token has.' : 'Enter the token.');
      byId('ask-token').focus();
      return;
    }
    api.keepToken(token);
  }
  byId('ask-send').disabled = true;
  try {
    if (action) await api.ask(parts, action, reason);
    byId('ask-token').value = '';
    byId('ask').close();
    done(action);
  } catch (failure) {
    if ([401, 403].includes(failure.status)) {
      byId('ask-token-field').hidden = false;
      tellTokenSource();
    }
    fail(refusal(failure));
  } finally {
    byId('ask-send').disabled = false;
  }
}

byId('ask-form').addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
byId('ask-cancel').addEventListener('click', () => byId('ask').close());
byId('ask').addEventListener('close', () => { byId('ask-token').value = ''; });
