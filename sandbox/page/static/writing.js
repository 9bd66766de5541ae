// What keys and clicks do in a composer: type, complete, choose, send.

import { proposals } from "./completion.js";
import { composing, dismiss, grow, keyFor } from "./composing.js";
import { lastCommand, send } from "./sending.js";
import { go, here, redraw } from "./store.js";

export function fill(text) {
  const key = keyFor(here.channel, null);
  composing.texts.set(key, text);
  go({ tab: "messages", drawer: false });
  queueMicrotask(() => put(document.getElementById("composer"), text));
}

function put(field, text, caret = text.length) {
  field.value = text;
  field.focus();
  field.setSelectionRange(caret, caret);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function listenToComposers() {
  document.addEventListener("input", (event) => {
    if (event.target.closest(".composer")) typed(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.(".composer textarea")) keys(event, event.target);
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-offer]")) event.preventDefault();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.closest?.(".composer textarea") && composing.offer.items.length) dismiss();
  });
  document.addEventListener("click", onClick);
}

function onClick(event) {
  const item = event.target.closest("[data-offer]");
  if (item) take(item.closest(".composer").querySelector("textarea"), Number(item.dataset.offer));
}

function typed(field) {
  const form = field.closest(".composer");
  const key = form.dataset.key;
  composing.texts.set(key, field.value);
  grow(field);
  const { start, items } = proposals(field.value, field.selectionStart, { commands: !form.dataset.threadTs });
  composing.offer = { key, items, start, at: 0 };
  redraw();
}

function keys(event, field) {
  const form = field.closest(".composer");
  const open = composing.offer.key === form.dataset.key && composing.offer.items.length > 0;
  const done = handled(event, field, open);
  if (done) event.preventDefault();
}

function handled(event, field, open) {
  const { key } = event;
  if (event.isComposing) return false;
  if (open && (key === "ArrowDown" || key === "ArrowUp")) return move(key === "ArrowDown" ? 1 : -1);
  if (open && (key === "Tab" || (key === "Enter" && !event.shiftKey && !complete(field))))
    return take(field, composing.offer.at);
  if (open && key === "Escape") return dismiss() ?? true;
  if (key === "Enter" && !event.shiftKey) return field.form.requestSubmit() ?? true;
  if (key === "ArrowUp" && !field.value && lastCommand()) return put(field, lastCommand()) ?? true;
  return false;
}

// Whether the proposal stands there already, so that Enter can only mean to send.
function complete(field) {
  const { start, items, at } = composing.offer;
  return field.value.slice(start, field.selectionStart) === items[at]?.insert.trim();
}

function move(step) {
  const { at, items } = composing.offer;
  composing.offer.at = (at + step + items.length) % items.length;
  redraw();
  return true;
}

function take(field, at) {
  const { start, items } = composing.offer;
  const { insert } = items[at];
  const rest = field.value.slice(field.selectionStart);
  put(field, field.value.slice(0, start) + insert + rest, start + insert.length);
  dismiss();
  return true;
}
