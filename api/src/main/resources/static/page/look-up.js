// Looks one tag up: by its name, or by a pull spec, of which the service knows the tag.

import * as api from './api.js';
import { tagAddress } from './address.js';
import { byId, element } from './dom.js';
import { TAG } from './format.js';

const EXPECTED = 'Write the tag as namespace/name:tag, for example ocp/4.20:cli, or paste a pull spec.';

// The floating tag at the target has at least two underscores: only the service can tell it from a tag.
const isPlain = (text) => TAG.test(text) && text.split('/').length === 2 && text.split('_').length < 3;
const nameOf = ({ namespace, name, tag }) => `${namespace}/${name}:${tag}`;

function hint(...nodes) {
  byId('look-up-hint').replaceChildren(...nodes);
  byId('look-up-hint').hidden = nodes.length === 0;
}

/** Several tags have the image. */
function choice(names) {
  const links = names.flatMap((name) => {
    const made = element('a', name);
    made.href = tagAddress(name);
    made.addEventListener('click', () => hint());
    return [', ', made];
  });
  hint('Several tags have this image: ', ...links.slice(1));
}

async function find(text, found) {
  if (isPlain(text)) {
    hint();
    found(text);
    return;
  }
  try {
    const names = (await api.lookUp(text)).map(nameOf);
    if (names.length > 1) choice(names);
    else {
      hint();
      found(names[0]);
    }
  } catch (failure) {
    hint(failure.status === 400 ? EXPECTED : `${failure.message[0].toUpperCase()}${failure.message.slice(1)}.`);
  }
}

/** Calls back with the name of a tag that somebody looked up. */
export function onFound(found) {
  byId('look-up').addEventListener('submit', (event) => {
    event.preventDefault();
    find(byId('look-up-text').value.trim(), found);
  });
}
