// What people do with elements: one listener for each kind of event, for the whole page.

import { confirmed } from "./confirm.js";
import { dateValue } from "./elements.js";
import { chosenOf, offeredBy, optionsIn, wordsOfChoice } from "./options.js";
import { closePicker, openPicker, pickerIsOpen } from "./picker.js";
import { doing } from "./server.js";
import { addressOf, spotOf, valueOf } from "./spots.js";
import { drafts, part, redraw } from "./store.js";
import { wordsOf } from "./texts.js";
import { explain } from "./toasts.js";

const TYPING_PAUSE = 350; // milliseconds, as long as a person hesitates between two words
const KEPT = 250; // milliseconds until what was entered has come back from the server for sure
const waiting = new Map(); // fields whose last letters the server does not know yet

export function listen() {
  document.addEventListener("click", onClick);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onChange);
  document.addEventListener("keydown", onKey);
}

function onClick(event) {
  const node = event.target.closest("[data-act]");
  const spot = node && spotOf(node);
  if (!spot) return;
  if (node.dataset.act === "press") press(node, spot);
  if (node.dataset.act === "menu") pickerIsOpen() ? closePicker() : openMenu(node, spot);
}

function onInput(event) {
  if (event.target.dataset?.act !== "text") return;
  const spot = spotOf(event.target);
  drafts.set(spot.id, event.target.value);
  clearTimeout(waiting.get(spot.id)?.timer);
  waiting.set(spot.id, { spot, timer: setTimeout(() => write(spot), TYPING_PAUSE) });
}

function onChange(event) {
  const { act } = event.target.dataset ?? {};
  const spot = act && spotOf(event.target);
  if (act === "text" && waiting.has(spot.id)) write(spot);
  if (act === "tick") tick(event.target, spot);
  if (act === "date")
    pick(
      spot,
      event.target.value ? [dateValue(spot.element.type, event.target.value)] : [],
      dateValue(spot.element.type, event.target.value),
    );
}

function onKey(event) {
  if (
    event.key !== "Enter" ||
    event.isComposing ||
    event.target.dataset?.act !== "text" ||
    event.ctrlKey ||
    event.metaKey
  )
    return;
  if (event.target.nodeName === "INPUT") write(spotOf(event.target), true);
}

// Everything typed so far has reached the server once this is through: what waits, and what is on its way
// since the focus left a field in the very press that sends the form.
export const flush = () => Promise.all([...[...waiting.values()].map(({ spot }) => write(spot)), ...onItsWay]);

const onItsWay = new Set();

function write(spot, enter = false) {
  const written = writeNow(spot, enter).finally(() => onItsWay.delete(written));
  onItsWay.add(written);
  return written;
}

async function writeNow(spot, enter) {
  const text = drafts.get(spot.id) ?? valueOf(spot.element, spot.block, spot.place) ?? "";
  clearTimeout(waiting.get(spot.id)?.timer);
  waiting.delete(spot.id);
  if (isGone(spot)) return;
  explain(
    await doing({ do: "write", ...addressOf(spot), text: typeof text === "string" ? text : "", enter }),
    "Typing",
  );
  settle(spot, text);
}

// Whether the bot has put something else in the place of the field meanwhile.
function isGone({ block, place }) {
  const view = part("modal", []).find((candidate) => candidate.id === place.address.view_id);
  return view !== undefined && !view.blocks.some((entry) => entry.block_id === block.block_id);
}

function settle(spot, entered) {
  setTimeout(() => {
    if (drafts.get(spot.id) !== entered || waiting.has(spot.id)) return;
    drafts.delete(spot.id);
    redraw();
  }, KEPT);
}

async function press(node, spot) {
  if (!(await confirmed(spot.element.confirm))) return;
  await flush();
  if (spot.element.url && /^https?:/.test(spot.element.url))
    window.open(spot.element.url, "_blank", "noopener");
  await busy(
    node,
    () =>
      doing({ do: "press", ...addressOf(spot), ...(node.dataset.side ? { side: node.dataset.side } : {}) }),
    wordsOf(spot.element.text) || "Button",
  );
}

export async function busy(node, work, name) {
  node.setAttribute("aria-busy", "true");
  const answer = await work();
  node.removeAttribute("aria-busy");
  explain(answer, name);
  return answer;
}

function tick(node, spot) {
  const boxes = [...node.closest(".choices").querySelectorAll("input")];
  const values = boxes.filter((box) => box.checked).map((box) => box.dataset.value);
  const options = spot.element.options.filter((option) => values.includes(option.value));
  pick(spot, values, options);
}

async function pick(spot, chosen, draft) {
  if (!(await confirmed(spot.element.confirm))) return redraw(true);
  if (draft !== undefined) drafts.set(spot.id, draft);
  redraw(true);
  await flush();
  explain(await doing({ do: "pick", ...addressOf(spot), chosen }), "Choosing");
  if (draft !== undefined) settle(spot, draft);
  return undefined;
}

function openMenu(anchor, spot) {
  const { element, block, place } = spot;
  const outside = element.type.includes("external");
  const offered = outside ? [] : offeredBy(element);
  const chosen = element.type === "overflow" ? [] : chosenOf(element, valueOf(element, block, place));
  openPicker({
    anchor,
    label: anchor.dataset.label || wordsOf(element.placeholder) || anchor.getAttribute("aria-label"),
    options: mayBeEmptied(spot, chosen)
      ? [...offered, { value: "", words: "Clear the choice", group: undefined }]
      : offered,
    chosen,
    many: element.type.startsWith("multi_"),
    most: element.max_selected_items,
    ask: outside ? (words) => ask(spot, words) : null,
    least: element.min_query_length ?? 3,
    done: (picked) => done(spot, picked),
  });
}

const mayBeEmptied = ({ element, block }, chosen) =>
  block.type === "input" &&
  block.optional &&
  chosen.length > 0 &&
  !element.type.startsWith("multi_") &&
  !element.type.includes("external");

function done(spot, picked) {
  if (spot.element.type === "overflow") {
    const option = spot.element.options.find((entry) => entry.value === picked[0].value);
    if (/^https?:/.test(option?.url ?? "")) window.open(option.url, "_blank", "noopener");
    return pick(spot, [picked[0].value]);
  }
  const values = picked.map((entry) => entry.value).filter(Boolean);
  return pick(
    spot,
    values,
    picked
      .filter((entry) => entry.value)
      .map((entry) => (entry.text ? entry : { value: entry.value, text: wordsOfChoice(spot.element, entry) })),
  );
}

async function ask(spot, text) {
  const answer = await doing({ do: "suggest", ...addressOf(spot), text });
  explain(answer, "Looking");
  if (answer.refused || answer.failure) return [];
  return optionsIn(answer.options);
}
