// The demo's page: asks once in a while where the story stands, and shows it.
const byId = (id) => document.getElementById(id);
const COLOURS = { a: '--dawn', c: '--glow', i: '--edge', d: '--soft', e: '--ink', s: '--ink', n: '--sheet', u: '--sheet', w: '--rule' };
let open = null;
let drawn = '';
let shownMails = -1;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text ?? '';
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

async function refresh() {
  let pause = 700;
  try {
    const state = await (await fetch('/state')).json();
    show(state);
    if (state.playing) pause = 250;
  } catch {
    byId('said').textContent = 'The demo has ended. Start it again with ./reveil demo.';
    pause = 3000;
  }
  setTimeout(refresh, pause);
}

function show(state) {
  const now = new Date(state.now);
  byId('now').textContent = now.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  byId('now').dateTime = state.now;
  byId('mails').textContent = state.mails ? `(${state.mails.toLocaleString('en-GB')})` : '';
  const said = state.lines.at(-1) ?? 'The server is starting.';
  if (byId('said').textContent !== said) byId('said').textContent = said;
  byId('counter').textContent = state.counter;
  for (const button of document.querySelectorAll('.acts-list button')) button.disabled = state.playing !== '';
  if (state.mails !== shownMails) inbox(state);
  figures(state.figures);
  if (byId('lines').childElementCount !== state.lines.length) {
    byId('lines').replaceChildren(...state.lines.map((line) => element('li', line)));
  }
  census(state.census);
}

function inbox(state) {
  shownMails = state.mails;
  byId('inbox-empty').hidden = state.mails > 0;
  byId('inbox').replaceChildren(...state.inbox.map((mail) => {
    const item = element('li');
    const button = element('button', '', { type: 'button' });
    const day = new Date(mail.at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
    button.append(element('b', mail.subject), element('span', `${mail.to} · ${day}`));
    button.addEventListener('click', () => read(mail.number));
    item.append(button);
    return item;
  }));
}

async function read(number) {
  open = number;
  byId('letter').src = `/mail/${number}`;
  byId('open').hidden = false;
  byId('back').focus();
  await person();
}

async function person() {
  if (open === null) return;
  const known = await (await fetch(`/person/${open}`)).json();
  byId('nobody').hidden = Boolean(known.to);
  byId('somebody').hidden = !known.to;
  if (!known.to) {
    byId('nobody').textContent = 'The server knows nothing of this reader yet.';
    return;
  }
  byId('explain-fr').textContent = known.explain[0];
  byId('explain-en').textContent = known.explain[1];
  byId('ledger').replaceChildren(...(known.ledger.events ?? []).map((event) => {
    const item = element('li', '', event.act === 'GRANTED' || event.act === 'RECONFIRMED' ? { 'data-is': 'life' } : {});
    const time = element('time', event.occurredAt.slice(0, 16).replace('T', ' '), { datetime: event.occurredAt });
    item.append(time, element('p', `${event.act}: ${event.stateAfter}${event.grade ? `, evidence ${event.grade}` : ''}`));
    return item;
  }));
}

function figures(found) {
  byId('figures').hidden = found.length === 0;
  byId('figures').tBodies[0].replaceChildren(...found.map((figure) => {
    const row = element('tr');
    row.append(
      element('th', figure.name, { scope: 'row' }), element('td', figure.expected, { class: 'n' }),
      element('td', figure.found, { class: 'n' }), element('td', figure.agrees ? 'agrees' : 'differs'));
    return row;
  }));
}

function census(counted) {
  const key = counted.everybody + '|' + counted.heldOut + matchMedia('(prefers-color-scheme: dark)').matches + innerWidth;
  if (key === drawn) return;
  drawn = key;
  strip(byId('everybody'), counted.everybody);
  strip(byId('held-out'), counted.heldOut);
  byId('census').replaceChildren(...Object.entries(counted.counts).map(([standing, people]) => {
    const box = element('div', '', { 'data-standing': standing });
    box.append(element('dt', standing.toLowerCase()), element('dd', people.toLocaleString('en-GB'), { class: 'n' }));
    return box;
  }));
}

function strip(canvas, people) {
  const colours = getComputedStyle(document.documentElement);
  const probe = element('i');
  document.body.append(probe);
  const colour = {};
  for (const [letter, name] of Object.entries(COLOURS)) {
    probe.style.color = `var(${name})`;
    colour[letter] = getComputedStyle(probe).color;
  }
  probe.remove();
  const cell = canvas.clientWidth > 900 ? 9 : 6;
  const across = Math.max(1, Math.floor(canvas.clientWidth / cell));
  const ratio = devicePixelRatio || 1;
  const height = Math.max(1, Math.ceil(people.length / across)) * cell;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  [...people].forEach((letter, i) => {
    pen.fillStyle = colour[letter] ?? colours.color;
    pen.fillRect((i % across) * cell, Math.floor(i / across) * cell, cell - 1, cell - 1);
  });
}

function play(act, body = '') {
  fetch(`/act/${act}`, { method: 'POST', body }).then(() => setTimeout(person, 1500));
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
  open = null;
});
setInterval(() => person().catch(() => {}), 3000);
refresh();
