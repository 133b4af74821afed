// The one place that speaks with the service. The token lives in this variable only.

let token = null;

export const hasToken = () => token !== null;
export const keepToken = (given) => { token = given; };

/** A failure in words for people: what Temporal's library says in brackets is left to the log. */
export function inWords(detail) {
  return detail.startsWith('Temporal at ')
    ? detail.replace(/^Temporal at \S+/, 'Temporal').replace(/ \(.*\)/s, '')
    : detail;
}

async function send(path, options = {}) {
  const headers = { Accept: 'application/json' };
  const sent = token;
  if (sent !== null) headers.Authorization = `Bearer ${sent}`;
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch {
    throw Object.assign(new Error('This service does not answer'), { status: 0 });
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    // A read is repeated every few seconds, and must not repeat a wrong token. Meanwhile, a new one
    // may have been entered.
    if ([401, 403].includes(response.status) && !options.method && token === sent) token = null;
    const detail = body.detail || `This service failed to answer (${response.status})`;
    throw Object.assign(new Error(inWords(detail)), { status: response.status, sentToken: sent !== null });
  }
  return body;
}

const tagPath = (parts) => 'api/v1/mirrors/' + parts.map(encodeURIComponent).join('/');

export const list = (filters, sort, limit, pageToken) => send('api/v1/mirrors?' + new URLSearchParams({
  ...filters, action: 'show', limit, sort, ...(pageToken ? { page_token: pageToken } : {}),
}));
export const report = (parts) => send(tagPath(parts));
export const check = async (parts) => (await send(tagPath(parts) + '?check=now')).check;
export const runs = async (parts) => (await send(tagPath(parts) + '/runs')).runs;
export const lookUp = async (text) =>
  (await send('api/v1/tags?' + new URLSearchParams({ pull_spec: text }))).tags;
export const status = () => send('api/v1/status');

/** Where one gets the token, in the service's words: also its refusal has them where reads need one. */
export const tokenSource = () => status().then((known) => known.token_source,
  (failure) => (failure.status === 401 ? failure.message : ''));
export const history = () => send('api/v1/history');
export const ask = (parts, action, reason) =>
  send(`${tagPath(parts)}/${action}?` + new URLSearchParams({ reason }), { method: 'POST' });
