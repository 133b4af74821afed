// The data comes from image streams and registries, which others control. So it is added to the
// document as text only, and links lead only to http and https addresses.

export const byId = (id) => document.getElementById(id);

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

export function link(text, address, label) {
  if (!/^https?:\/\//.test(address ?? '')) return element('span', text);
  const made = element('a', text);
  made.href = address;
  // This page keeps what was entered in it, such as the token.
  made.target = '_blank';
  made.rel = 'noreferrer';
  if (label) made.setAttribute('aria-label', label);
  return made;
}

/** Sets text only where it differs: so a selection stays, and screen readers repeat nothing. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function sayOrHide(node, text) {
  say(node, text ?? '');
  node.hidden = !text;
}

/** Replaces the children only if these look different from what is there. */
export function fill(node, children) {
  const made = element('div');
  made.append(...children);
  if (made.innerHTML !== node.innerHTML) node.replaceChildren(...made.childNodes);
}

/**
 * Makes the children of a node those of these items, in their order. A child is kept while its item
 * has the same key, so that focus, selection and what was opened stay.
 */
export function patch(node, items, keyOf, make, update) {
  const old = new Map([...node.children].map((child) => [child.dataset.key, child]));
  const keys = new Set(items.map(keyOf));
  let orphan = null;
  for (const [key, child] of old) {
    if (keys.has(key)) continue;
    if (child.contains(document.activeElement)) orphan = child.nextElementSibling ?? child.previousElementSibling;
    child.remove();
  }
  let next = node.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = old.get(key);
    if (!child) {
      child = make(item);
      child.dataset.key = key;
    }
    update(child, item);
    if (child === next) next = next.nextElementSibling;
    else node.insertBefore(child, next);
  }
  if (orphan?.isConnected) orphan.querySelector('a, button')?.focus();
}
