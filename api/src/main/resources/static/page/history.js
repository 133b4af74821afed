// What became of tasks in the last 24 hours, as two small charts, in words and as a table.

import { byId, element, fill, patch, say, sayOrHide } from './dom.js';
import { clock, plural, tagName, timed } from './format.js';
import { tagAddress } from './address.js';

const SVG = 'http://www.w3.org/2000/svg';
const COLUMN = 10;
const HEIGHT = 60;

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const known = (hours, name) => hours.map((hour) => hour[name]).filter((number) => number !== null);
const sum = (hours, name) => known(hours, name).reduce((total, number) => total + number, 0);
const number = (value) => (value === null ? 'not counted yet' : value.toLocaleString('en'));

const inWords = (hour) => `From ${clock(hour.from)}: ${number(hour.mirrored)} mirrored, ${number(hour.failed)} ended`
  + ` otherwise, ${number(hour.open)} open at the end`;

/** A chart that is as wide as its place; the words beside it say what it shows. */
function chart(hours, label, shapes) {
  const svg = shape('svg', {
    viewBox: `0 0 ${hours.length * COLUMN} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label,
  });
  svg.append(...shapes);
  hours.forEach((hour, at) => {
    const whole = shape('rect', { x: at * COLUMN, y: 0, width: COLUMN, height: HEIGHT, class: 'hour' });
    const title = shape('title', {});
    title.textContent = inWords(hour);
    whole.append(title);
    svg.append(whole);
  });
  return svg;
}

function bar(x, from, height, name) {
  return shape('rect', { x: x + 1.5, width: COLUMN - 3, y: HEIGHT - from - height, height, class: name });
}

function figure(node, svg, caption) {
  fill(node, [caption, svg]);
}

function caption(heading, ...parts) {
  const made = element('figcaption');
  made.append(element('strong', heading), ...parts.flatMap(([text, name]) => [' ', element('span', text, name)]));
  return made;
}

function showEnded(hours) {
  const most = Math.max(1, ...hours.map((hour) => (hour.mirrored ?? 0) + (hour.failed ?? 0)));
  const scale = (value) => (value ? Math.max(1.5, (value / most) * HEIGHT) : 0);
  const mirrored = sum(hours, 'mirrored').toLocaleString('en');
  const failed = sum(hours, 'failed').toLocaleString('en');
  const label = `Tasks that ended in each of the last 24 hours: ${mirrored} mirrored, ${failed} not.`;
  const bars = hours.flatMap(({ mirrored: good, failed: bad }, at) => [bar(at * COLUMN, 0, scale(good), 'good'),
    bar(at * COLUMN, scale(good), Math.min(scale(bad), HEIGHT - scale(good)), 'bad')]);
  figure(byId('ended'), chart(hours, label, bars),
    caption('Ended', [`${mirrored} mirrored`, 'key good'], [`${failed} not mirrored`, 'key bad']));
}

function showOpen(hours) {
  const numbers = known(hours, 'open');
  const most = Math.max(0, ...numbers);
  const now = hours.at(-1)?.open ?? null;
  const label = `Tasks that were open in the last 24 hours: at most ${most.toLocaleString('en')}, now ${number(now)}.`;
  const steps = hours.map(({ open }, at) =>
    `V${HEIGHT - ((open ?? 0) / Math.max(1, most)) * HEIGHT}H${(at + 1) * COLUMN}`).join('');
  figure(byId('open'), chart(hours, label, [shape('path', { d: `M0 ${HEIGHT}${steps}V${HEIGHT}Z`, class: 'open' })]),
    caption('Open', [`now ${number(now)}`, 'key open'], [`at most ${most.toLocaleString('en')}`]));
}

function showTable(hours) {
  patch(byId('hours'), [...hours].reverse(), (hour) => hour.from, () => {
    const row = element('tr');
    const from = element('th');
    from.scope = 'row';
    row.append(from, element('td'), element('td'), element('td'));
    return row;
  }, (row, hour) => {
    const values = [clock(hour.from), number(hour.mirrored), number(hour.failed), number(hour.open)];
    values.forEach((value, at) => say(row.children[at], value));
  });
}

function showLast(tags) {
  patch(byId('mirrored'), tags, (tag) => tag.workflow_url, (tag) => {
    const item = element('li');
    const name = element('a', tagName(tag));
    name.href = tagAddress(tagName(tag));
    item.append(name, ' ', timed(tag.ended));
    return item;
  }, (item, tag) => item.lastChild.replaceWith(timed(tag.ended)));
  sayOrHide(byId('none-mirrored'), tags.length === 0 ? 'No tag was mirrored, as far as Temporal keeps it.' : '');
}

/** Shows what was read; null for nothing yet. What is mirrored matters only where little is wrong. */
export function show(history, trouble) {
  byId('lately').hidden = !history;
  byId('last').hidden = !history || trouble;
  if (!history) return;
  const missing = history.hours.filter((hour) => hour.mirrored === null).length;
  sayOrHide(byId('counting'), missing ? `${plural(missing, 'hour is', 'hours are')} still being counted.` : '');
  showEnded(history.hours);
  showOpen(history.hours);
  showTable(history.hours);
  showLast(history.last_mirrored);
}
