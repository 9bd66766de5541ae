// The field to write in, below a channel or a thread.

import { busy } from "./acts.js";
import { proposals, usage } from "./completion.js";
import { h } from "./dom.js";
import { doing } from "./server.js";
import { channelName, go, here, part, redraw } from "./store.js";
import { explain, toast } from "./toasts.js";

const texts = new Map(); // what stands in each composer, by person and place
const sent = []; // commands, to be fetched back with the arrow key
let offer = { key: null, items: [], at: 0, start: 0 };
let menuOpen = false;

const keyFor = (channel, thread) => `${here.me}/${channel}/${thread ?? ""}`;

export function composer(one, thread) {
  if (one.archived) return h("p", { class: "empty" }, "This channel is archived.");
  if (!one.inside) return h("p", { class: "empty" }, `You can read #${one.name}, and are not in it.`);
  const key = keyFor(one.id, thread);
  const id = thread ? "thread-composer" : "composer";
  const open = offer.key === key && offer.items.length > 0;
  const target = one.kind === "im" ? channelName(one) : `#${one.name}`;
  const name = thread ? "Reply in the thread" : `Message ${target}`;
  return h(
    "form",
    {
      class: "composer",
      "data-key": key,
      "data-channel": one.id,
      "data-thread-ts": thread ?? undefined,
      autocomplete: "off",
    },
    open ? list(id) : null,
    menuOpen && !thread ? shortcutMenu() : null,
    h(
      "div",
      { class: "composer-box", "data-key": "box" },
      thread ? null : shortcutButton(),
      h("textarea", {
        id,
        rows: 1,
        value: texts.get(key) ?? "",
        placeholder: thread ? "Reply" : "Message, or / for commands",
        "aria-label": name,
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": open ? "true" : "false",
        "aria-controls": open ? `${id}-list` : undefined,
        "aria-activedescendant": open ? `${id}-${offer.at}` : undefined,
      }),
      h("button", { type: "submit", class: "button primary send", "aria-label": "Send" }, "Send"),
    ),
    h("p", { class: "usage soft", "data-key": "usage" }, usage(texts.get(key) ?? "")),
  );
}

const list = (id) =>
  h(
    "ul",
    { class: "completion", "data-key": "list", role: "listbox", id: `${id}-list`, "aria-label": "Proposals" },
    offer.items.map((item, at) =>
      h(
        "li",
        {
          role: "option",
          id: `${id}-${at}`,
          "data-offer": at,
          "aria-selected": at === offer.at ? "true" : "false",
          class: at === offer.at ? "at" : "",
        },
        h("strong", {}, item.words),
        h("span", { class: "soft" }, item.about),
      ),
    ),
  );

const globals = () => part("offers", { shortcuts: [] }).shortcuts.filter((one) => !one.on_messages);

const shortcutButton = () =>
  globals().length
    ? h(
        "button",
        {
          type: "button",
          class: "plain shortcuts",
          "aria-label": "Shortcuts",
          "aria-expanded": menuOpen ? "true" : "false",
          "data-shortcuts": true,
        },
        "+",
      )
    : null;

const shortcutMenu = () =>
  h(
    "ul",
    { class: "completion", "data-key": "menu", "aria-label": "Shortcuts" },
    globals().map((one) =>
      h(
        "li",
        {},
        h("button", { type: "button", class: "plain", "data-shortcut": one.callback_id }, one.name),
      ),
    ),
  );

export function fill(text) {
  const key = keyFor(here.channel, null);
  texts.set(key, text);
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
    if (event.target.closest?.(".composer textarea") && offer.items.length) dismiss();
  });
  document.addEventListener("click", onClick);
}

function onClick(event) {
  const item = event.target.closest("[data-offer]");
  if (item) take(item.closest(".composer").querySelector("textarea"), Number(item.dataset.offer));
  const shortcut = event.target.closest("[data-shortcut]");
  if (shortcut) use(shortcut);
  if (event.target.closest("[data-shortcuts]")) menuOpen = !menuOpen;
  else if (menuOpen) menuOpen = false;
  else return;
  redraw();
}

function typed(field) {
  const form = field.closest(".composer");
  const key = form.dataset.key;
  texts.set(key, field.value);
  grow(field);
  const { start, items } = proposals(field.value, field.selectionStart, { commands: !form.dataset.threadTs });
  offer = { key, items, start, at: 0 };
  redraw();
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
}

function dismiss() {
  offer = { key: null, items: [], at: 0, start: 0 };
  redraw();
}

function keys(event, field) {
  const form = field.closest(".composer");
  const open = offer.key === form.dataset.key && offer.items.length > 0;
  const done = handled(event, field, open);
  if (done) event.preventDefault();
}

function handled(event, field, open) {
  const { key } = event;
  if (event.isComposing) return false;
  if (open && (key === "ArrowDown" || key === "ArrowUp")) return move(key === "ArrowDown" ? 1 : -1);
  if (open && (key === "Tab" || (key === "Enter" && !event.shiftKey && !complete(field))))
    return take(field, offer.at);
  if (open && key === "Escape") return dismiss() ?? true;
  if (key === "Enter" && !event.shiftKey) return field.form.requestSubmit() ?? true;
  if (key === "ArrowUp" && !field.value && sent.length) return put(field, sent.at(-1)) ?? true;
  return false;
}

// Whether the proposal stands there already, so that Enter can only mean to send.
const complete = (field) =>
  field.value.slice(offer.start, field.selectionStart) === offer.items[offer.at]?.insert.trim();

function move(step) {
  offer.at = (offer.at + step + offer.items.length) % offer.items.length;
  redraw();
  return true;
}

function take(field, at) {
  const { start, items } = offer;
  const { insert } = items[at];
  const rest = field.value.slice(field.selectionStart);
  put(field, field.value.slice(0, start) + insert + rest, start + insert.length);
  dismiss();
  return true;
}

async function send(form) {
  const field = form.querySelector("textarea");
  const text = field.value.trim();
  if (!text) return;
  const { channel, threadTs } = form.dataset;
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  const why = command && refusal(command[1], threadTs);
  if (why) return toast(why, "bad");
  texts.delete(form.dataset.key);
  field.value = "";
  grow(field);
  dismiss();
  if (command) sent.push(text);
  const act = command
    ? { do: "command", command: command[1], text: command[2], channel }
    : { do: "say", text, channel, ...(threadTs ? { thread_ts: threadTs } : {}) };
  return busy(form.querySelector(".send"), () => doing(act), command ? command[1] : "Message");
}

function refusal(command, thread) {
  if (thread) return "Commands do not work in threads; type it in the channel.";
  const { commands } = part("offers", { commands: [] });
  return commands.length && !commands.some((one) => one.command === command)
    ? `${command} is no command of this app.`
    : null;
}

async function use({ dataset: { shortcut, channel, ts } }) {
  explain(await doing({ do: "shortcut", callback_id: shortcut, ...(ts ? { channel, ts } : {}) }), "Shortcut");
}
