// SPDX-License-Identifier: GPL-3.0-or-later
// The page for phones: reads what is typed after a pause, speaks it, and marks the words that are heard.
'use strict';

const byId = id => document.getElementById(id);
const formula = byId('formula'), problem = byId('problem'), reading = byId('reading'), status = byId('status');
const hear = byId('hear'), stop = byId('stop'), copy = byId('copy'), doubts = byId('doubts');
const speed = byId('speed'), detail = byId('detail');

const pauseBeforeReading = 700; // milliseconds without a key
let timer = 0;
let asked = 0;   // number of the latest question: older answers are dropped
let words = '';  // what is shown
let sound = null;

function say(text) { status.textContent = text; }

function complain(text) {
  problem.textContent = text;
  problem.hidden = !text;
  formula.setAttribute('aria-invalid', text ? 'true' : 'false');
}

async function ask(path, question) {
  const answer = await fetch('api/v1/expressions/' + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
  });
  const content = await answer.json();
  if (answer.ok) return content;
  const wait = answer.headers.get('Retry-After');
  throw new Error(wait ? `Too many requests. Try again in ${wait} seconds.` : content.detail);
}

function question() { return { expression: formula.value, verbosity: detail.value }; }

function show(text, warnings) {
  words = text;
  reading.textContent = text || 'The words appear here.';
  copy.disabled = !text;
  doubts.replaceChildren(...(warnings || []).map(warning => {
    const item = document.createElement('li');
    item.textContent = warning.message;
    return item;
  }));
  doubts.hidden = !doubts.childElementCount;
}

async function read() {
  clearTimeout(timer);
  const number = ++asked;
  if (!formula.value.trim()) { show('', []); complain(''); return; }
  try {
    const answer = await ask('process', question());
    if (number !== asked) return;
    show(answer.speech_text, answer.warnings);
    complain('');
  } catch (error) {
    if (number === asked) complain(error.message);
  }
}

function silence() {
  if (sound) { sound.pause(); URL.revokeObjectURL(sound.src); sound = null; }
  stop.disabled = true;
  reading.querySelectorAll('.said').forEach(part => part.classList.remove('said'));
}

// Splits the words at the marks; their places are bytes of UTF-8.
function showMarked(text, marks) {
  const bytes = new TextEncoder().encode(text), decoder = new TextDecoder();
  const parts = [];
  let at = 0;
  const piece = (begin, end) => decoder.decode(bytes.slice(begin, end));
  reading.replaceChildren();
  for (const mark of marks) {
    if (mark.begin > at) reading.append(piece(at, mark.begin));
    const part = document.createElement('span');
    part.textContent = piece(mark.begin, mark.end);
    reading.append(part);
    parts.push({ part, time: mark.time_ms / 1000 });
    at = mark.end;
  }
  if (at < bytes.length) reading.append(piece(at, bytes.length));
  return parts;
}

function follow(parts) {
  const current = sound;
  let last = -1;
  const step = () => {
    if (sound !== current) return;
    let now = -1;
    while (now + 1 < parts.length && parts[now + 1].time <= current.currentTime) ++now;
    if (now !== last) {
      if (last >= 0) parts[last].part.classList.remove('said');
      if (now >= 0) parts[now].part.classList.add('said');
      last = now;
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

async function speak() {
  clearTimeout(timer);
  silence();
  if (!formula.value.trim()) { complain('Type a formula first.'); formula.focus(); return; }
  const number = ++asked;
  hear.disabled = true;
  say('Making the sound …');
  try {
    const answer = await ask('synthesize', { ...question(), format: 'auto', audio_format: 'mp3',
                                             rate: Number(speed.value), include_marks: true });
    if (number !== asked) return;
    complain('');
    show(answer.speech_text, answer.warnings);
    const parts = showMarked(answer.speech_text, answer.marks);
    const bytes = Uint8Array.from(atob(answer.audio), c => c.charCodeAt(0));
    sound = new Audio(URL.createObjectURL(new Blob([bytes], { type: answer.content_type })));
    sound.addEventListener('ended', () => { silence(); say('Done.'); });
    await sound.play();
    stop.disabled = false;
    follow(parts);
    say('Speaking.');
  } catch (error) {
    silence();
    say('');
    complain(error.message);
  } finally {
    hear.disabled = false;
  }
}

async function copyWords() {
  try {
    await navigator.clipboard.writeText(words);
  } catch { // without HTTPS browsers have no clipboard: select and copy as of old
    const range = document.createRange();
    range.selectNodeContents(reading);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand('copy');
  }
  say('Copied.');
}

formula.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(read, pauseBeforeReading); });
formula.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); speak(); }
});
detail.addEventListener('change', read);
byId('form').addEventListener('submit', event => { event.preventDefault(); speak(); });
stop.addEventListener('click', () => { silence(); say('Stopped.'); hear.focus(); });
copy.addEventListener('click', copyWords);
byId('examples').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  formula.value = button.dataset.formula;
  read();
});
