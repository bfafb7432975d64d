// A document: keys to go through its entries and decide, and words selected in the text to be added as an entry.

import { keys, press, tell } from "./keyboard.js";

const lines = [...document.querySelectorAll("#lines > li[data-entry]")];
const text = document.querySelector(".text");

// Going through entries: the one that has focus, or that the address names, is the current one.

let current = null;

function show(line) {
  for (const marked of document.querySelectorAll(".current")) marked.classList.remove("current");
  current = line;
  if (!line) return;
  const words = text.querySelectorAll(`mark[data-entry="${line.dataset.entry}"]`);
  for (const one of [line, ...words]) one.classList.add("current");
}

function go(line) {
  if (!line) return tell("There is no further entry here.");
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
  const words = document.getElementById(line.dataset.entry);
  const { top, bottom } = words?.getBoundingClientRect() ?? {};
  if (words && matchMedia("(min-width: 62rem)").matches && (top < 0 || bottom > innerHeight)) {
    words.scrollIntoView({ block: "center" });
  }
}

function step(by, wanted = () => true) {
  const at = lines.indexOf(current);
  const order = by > 0 ? lines.slice(at + 1) : lines.slice(0, Math.max(at, 0)).reverse();
  return order.find(wanted);
}

function undecided() {
  const line = step(1, one => "undecided" in one.dataset);
  if (line) return go(line);
  const next = document.getElementById("next");
  if (!next) return;
  const beyond = new URL(next.href);
  if (lines.length) beyond.searchParams.set("entry", lines.at(-1).dataset.entry);
  location.assign(beyond);
}

function decide(verb) {
  if (!current) return tell("Choose an entry first: j, or n.");
  const button = current.querySelector(`button[name="verb"][value="${verb}"]`);
  if (!button) return tell("That is what was decided of it.");
  const then = Object.assign(document.createElement("input"), { type: "hidden", name: "then", value: "next" });
  button.form.append(then);
  press(button);
}

for (const line of lines) line.addEventListener("focusin", () => show(line));
const named = () => lines.find(line => `#${line.id}` === location.hash);
addEventListener("hashchange", () => { if (named()) go(named()); });
if (named()) go(named());

keys({
  j: () => go(step(1)),
  k: () => go(step(-1)),
  n: undecided,
  a: () => decide("accept"),
  r: () => decide("reject"),
  c: () => (current ? press(current.querySelector("a[data-correct]")) : tell("Choose an entry first: j, or n.")),
  u: () => press(document.querySelector('[data-key="u"]')),
}, "jk");

// Selected words. A page shows other characters than a text has, and counts them otherwise: every run of the text
// says where it starts, in code points of the text as received, and where it ends if that is not plain.

const bar = document.getElementById("selected");

function place(run, offset) {
  const start = Number(run.dataset.start);
  const whole = run.textContent;
  const end = Number(run.dataset.end ?? start + [...whole].length);
  return offset >= whole.length ? end : Math.min(start + [...whole.slice(0, offset)].length, end);
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const runs = [...text.querySelectorAll("[data-start]")].filter(run => range.intersectsNode(run));
  if (!runs.length) return null;
  const [first, last] = [runs[0], runs.at(-1)];
  const start = first.contains(range.startContainer) && range.startContainer.nodeType === 3
    ? place(first, range.startOffset) : Number(first.dataset.start);
  const end = last.contains(range.endContainer) && range.endContainer.nodeType === 3
    ? place(last, range.endOffset) : place(last, Infinity);
  return start < end ? { start, end, box: range.getBoundingClientRect() } : null;
}

function offer() {
  const words = selected();
  bar.hidden = !words;
  if (!words) return;
  for (const link of bar.querySelectorAll("a")) {
    const address = new URL(bar.dataset.address, location.href);
    address.searchParams.set("new", link.dataset.new);
    address.searchParams.set("start", words.start);
    address.searchParams.set("end", words.end);
    link.href = address;
  }
  if (matchMedia("(hover: hover)").matches) {
    bar.style.top = `${scrollY + words.box.bottom + 8}px`;
    bar.style.left = `${Math.max(8, Math.min(words.box.left, document.documentElement.clientWidth - bar.offsetWidth - 8))}px`;
  }
}

if (bar) {
  document.addEventListener("selectionchange", offer);
  bar.addEventListener("mousedown", event => event.preventDefault()); // the selection stays
}
