// The demo's page: asks once in a while where the story stands, and shows it.
const byId = (id) => document.getElementById(id);
const count = (number) => number.toLocaleString('en-GB').replaceAll(',', '\u202f');
const FIRST_MORNING = Date.parse('2026-10-05T07:10:00Z');
const DAY = 86_400_000;
const PARIS = 'Europe/Paris';
const ACTS = { REQUESTED: 'Asked for', DOI_SENT: 'Confirmation mail sent', GRANTED: 'Granted', WITHDRAWN: 'Withdrawn', RECONFIRMED: 'Renewed', REFUSED: 'Refused', EXPIRED: 'Expired', INVALIDATED: 'Invalidated' };

// How each standing is drawn and named: how far the mark is filled, and in what.
const STANDINGS = {
  a: { name: 'ACTIVE', level: '4', fill: 1, colour: '--dawn' },
  c: { name: 'COOLING', level: '3', fill: .72, colour: '--glow' },
  i: { name: 'INACTIVE', level: '2', fill: .5, colour: '--edge' },
  d: { name: 'DORMANT', level: '1', fill: .28, colour: '--edge' },
  e: { name: 'EXPIRING', level: '0', fill: .14, colour: '--ink' },
  s: { name: 'SUNSET', level: 'x', fill: .14, colour: '--ink' },
  w: { name: 'WITHDRAWN', level: 'x', fill: 0, colour: '--ink' },
  u: { name: 'UNEXPOSED', level: 'n', fill: 0, colour: '--edge' },
  n: { name: 'NEW', level: 'n', fill: 0, colour: '--edge' },
};

// Where the sun stands beside each class of hits.
const CLASSES = { SCAN: '0', SUSPECT: '1', UNKNOWN: '2', HUMAN_LIKELY: '3', HUMAN_CONFIRMED: '4' };

let open = null;
let drawn = '';
let shownMails = -1;
let playing = null;
let played = 0;
let next = 0;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text ?? '';
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function write(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

async function refresh() {
  clearTimeout(next);
  let pause = 700;
  try {
    const state = await (await fetch('/state')).json();
    show(state);
    if (state.playing) pause = 200;
  } catch {
    write('said', 'The demo has ended. Start it again with ./reveil demo.');
    write('announced', 'The demo has ended.');
    pause = 3000;
  }
  next = setTimeout(refresh, pause);
}

function show(state) {
  const now = new Date(state.now);
  write('now', now.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: PARIS }));
  byId('now').dateTime = state.now;
  const passed = Math.min(1, Math.max(0, (now - FIRST_MORNING) / (40 * DAY)));
  byId('sky').style.setProperty('--sun-at', `${6 + 88 * passed}%`);
  write('said', state.lines.at(-1) ?? 'The server is starting.');
  pairs('gauges', state.gauges.map(([name, number]) => [element('span', name), number]));
  if (state.mails !== shownMails) inbox(state);
  figures(state.figures);
  verdicts(state.judged);
  byId('storm').hidden = !state.told;
  write('told', state.told);
  if (byId('lines').childElementCount !== state.lines.length) {
    byId('lines').replaceChildren(...state.lines.map((line) => element('li', line)));
  }
  census(state.census);
  announce(state);
}

// Which act is on, for eyes and for screen readers: said when it begins and when it ends, not while it counts.
function announce(state) {
  if (state.playing === playing && state.played === played) return;
  const ended = state.played !== played;
  playing = state.playing;
  played = state.played;
  write('announced', ended ? state.lines.at(-1) ?? '' : '');
  document.body.toggleAttribute('data-busy', playing !== '');
  document.body.dataset.played = played;
  for (const row of document.querySelectorAll('[data-playing]')) {
    if (row.dataset.playing === playing) row.setAttribute('aria-current', 'step');
    else row.removeAttribute('aria-current');
  }
  for (const button of document.querySelectorAll('.rows button')) button.setAttribute('aria-disabled', playing !== '');
  if (ended) person().catch(() => {});
}

function pairs(id, entries) {
  const list = byId(id);
  const key = JSON.stringify(entries.map(([name, number]) => [name.textContent, number]));
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...entries.map(([name, number]) => {
    const box = element('div');
    const term = element('dt');
    term.append(name);
    box.append(term, element('dd', number, { class: 'n' }));
    return box;
  }));
}

function inbox(state) {
  const held = byId('inbox').contains(document.activeElement) ? document.activeElement.dataset.number : null;
  shownMails = state.mails;
  write('mails', state.mails ? `(${count(state.mails)})` : '');
  byId('inbox-empty').hidden = state.mails > 0;
  byId('older').hidden = state.mails <= state.inbox.length;
  write('older', `The latest ${state.inbox.length} of ${count(state.mails)}.`);
  byId('inbox').replaceChildren(...state.inbox.map((mail) => {
    const item = element('li');
    const button = element('button', '', { type: 'button', 'data-number': mail.number });
    if (mail.yours) button.className = 'yours';
    const day = new Date(mail.at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: PARIS });
    button.append(element('b', mail.subject), element('span', mail.to), element('time', day, { datetime: mail.at }));
    button.addEventListener('click', () => read(mail.number));
    item.append(button);
    return item;
  }));
  if (held) document.querySelector(`#inbox [data-number="${held}"]`)?.focus();
}

async function read(number) {
  open = number;
  byId('letter').src = `/mail/${number}`;
  byId('open').hidden = false;
  byId('back').focus();
  await person();
}

async function person() {
  const asked = open;
  if (asked === null) return;
  const known = await (await fetch(`/person/${asked}`)).json();
  if (asked !== open) return;
  byId('nobody').hidden = Boolean(known.to);
  byId('somebody').hidden = !known.to;
  if (!known.to) {
    write('nobody', 'The server knows nothing of this reader.');
    return;
  }
  write('reader', known.to);
  write('explain-fr', known.explain[0]);
  write('explain-en', known.explain[1]);
  const events = known.ledger.events ?? [];
  byId('ledger-empty').hidden = events.length > 0;
  byId('ledger').replaceChildren(...events.map((event) => {
    const item = element('li', '', event.act === 'GRANTED' || event.act === 'RECONFIRMED' ? { 'data-is': 'life' } : {});
    const time = element('time', new Date(event.occurredAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: PARIS }), { datetime: event.occurredAt });
    const entry = element('p', `${ACTS[event.act] ?? event.act.toLowerCase()}. `);
    entry.append(element('code', event.grade ? `${event.stateAfter}, evidence ${event.grade}` : event.stateAfter));
    item.append(time, entry);
    return item;
  }));
}

function figures(found) {
  const key = JSON.stringify(found);
  if (byId('figures').dataset.key === key) return;
  byId('figures').dataset.key = key;
  byId('outcome').hidden = found.length === 0;
  byId('outcome-empty').hidden = found.length > 0;
  byId('figures').tBodies[0].replaceChildren(...found.map((figure) => {
    const row = element('tr');
    const verdict = element('td');
    verdict.append(element('span', figure.agrees ? 'agrees' : 'differs', { class: 'sun', 'data-level': figure.agrees ? '4' : 'x' }));
    row.append(
      element('th', figure.name, { scope: 'row' }), element('td', figure.expected, { class: 'n' }),
      element('td', figure.found, { class: 'n' }), verdict);
    return row;
  }));
}

function verdicts(judged) {
  const key = JSON.stringify(judged);
  if (byId('judged').dataset.key === key) return;
  byId('judged').dataset.key = key;
  byId('verdicts').hidden = judged.length === 0;
  byId('judged').tBodies[0].replaceChildren(...judged.map((found) => {
    const row = element('tr');
    const name = element('th', '', { scope: 'row' });
    name.append(element('span', found.hitClass, { class: 'sun', 'data-level': CLASSES[found.hitClass] }));
    const why = element('td');
    why.append(element('p', sentences(found, 'en')), element('p', sentences(found, 'fr'), { lang: 'fr', class: 'note' }));
    row.append(name, element('td', count(found.hits), { class: 'n' }), why);
    return row;
  }));
}

// What the class says, then its reasons; without any, that is said.
function sentences(found, language) {
  const none = { en: 'Nothing speaks for either.', fr: 'Rien ne parle ni pour l’un ni pour l’autre.' };
  const reasons = found.reasons.map((reason) => reason[language]);
  return [`${found.says[language]}.`, ...(reasons.length ? reasons : [none[language]])].join(' ');
}

function census(counted) {
  const key = counted.people + matchMedia('(prefers-color-scheme: dark)').matches + innerWidth;
  if (key === drawn) return;
  drawn = key;
  const people = [...counted.people];
  const apart = people.filter((letter) => letter !== letter.toLowerCase());
  byId('apart').hidden = apart.length === 0;
  write('held-out-count', `(${count(apart.length)})`);
  strip(byId('everybody'), people.filter((letter) => letter === letter.toLowerCase()));
  strip(byId('held-out'), apart);
  const known = Object.values(STANDINGS).filter((standing) => counted.counts[standing.name]);
  pairs('census', known.map((standing) =>
    [element('span', standing.name.toLowerCase(), { class: 'sun', 'data-level': standing.level }), count(counted.counts[standing.name])]));
}

// One mark a person: a column that sinks from a full day to none, on a hairline of its own.
function strip(canvas, people) {
  const width = canvas.clientWidth;
  const cell = width > 700 ? 7 : 6;
  const across = Math.max(1, Math.floor(width / cell));
  const ratio = devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = Math.max(1, Math.ceil(people.length / across)) * (cell + 2) * ratio;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  const colours = paints();
  people.forEach((letter, i) => {
    const standing = STANDINGS[letter.toLowerCase()] ?? STANDINGS.n;
    const left = (i % across) * cell;
    const foot = Math.floor(i / across) * (cell + 2) + cell;
    const height = Math.round(cell * standing.fill);
    pen.fillStyle = colours['--rule'];
    pen.fillRect(left, foot, cell - 1, 1);
    pen.fillStyle = colours[standing.colour];
    if (height > 0) pen.fillRect(left, foot - height + 1, cell - 1, height);
    if (letter.toLowerCase() === 'w') cross(pen, left, foot, cell);
  });
}

function cross(pen, left, foot, cell) {
  pen.fillRect(left + cell / 2 - 1, foot - cell / 2, 1, 1);
}

function paints() {
  const probe = element('i');
  document.body.append(probe);
  const colours = {};
  for (const name of ['--dawn', '--glow', '--edge', '--ink', '--rule']) {
    probe.style.color = `var(${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

async function play(act, body = '') {
  if (playing !== '') return;
  await fetch(`/act/${act}`, { method: 'POST', body });
  await refresh();
}

byId('sign-up').addEventListener('submit', (event) => {
  event.preventDefault();
  play('sign-up', byId('address').value);
});
for (const button of document.querySelectorAll('[data-act]')) {
  button.addEventListener('click', () => play(button.dataset.act, button.dataset.act === 'forget' && open !== null ? String(open) : ''));
}
byId('back').addEventListener('click', () => {
  byId('open').hidden = true;
  const left = open;
  open = null;
  document.querySelector(`#inbox [data-number="${left}"]`)?.focus();
});
setInterval(() => person().catch(() => {}), 2000);
refresh();
