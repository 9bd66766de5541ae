// The list that opens at a menu: found by typing, moved through by arrow keys, chosen by Enter.

import { h } from "./dom.js";

let open = null;
let serial = 0;

// `about` holds: anchor, label, options, chosen (values), many, most, ask (for menus that the bot fills), done.
export function openPicker(about) {
  closePicker();
  const id = `picker-${(serial += 1)}`;
  const search = h("input", {
    type: "text",
    class: "field",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": id,
    "aria-autocomplete": "list",
    "aria-label": `Find in ${about.label}`,
    placeholder: "Find",
    autocomplete: "off",
  });
  const list = h("ul", {
    id,
    role: "listbox",
    "aria-label": about.label,
    "aria-multiselectable": about.many ? "true" : undefined,
  });
  const note = h("p", { class: "soft", role: "status" });
  const panel = h("div", { class: "picker" }, search, list, note);
  open = {
    ...about,
    panel,
    search,
    list,
    note,
    id,
    shown: [],
    at: 0,
    asked: 0,
    chosen: new Map(about.chosen.map((choice) => [choice.value, choice])),
    before: about.chosen.map((choice) => choice.value).join("\n"),
  };
  if (!about.many && !about.ask && about.options.length <= 6) panel.classList.add("short");
  (about.anchor.closest("dialog") ?? document.body).append(panel);
  about.anchor.setAttribute("aria-expanded", "true");
  search.addEventListener("input", find);
  search.addEventListener("keydown", keys);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-at]");
    if (item) choose(Number(item.dataset.at));
  });
  find();
  place();
  search.focus({ preventScroll: true });
}

export const pickerIsOpen = () => open !== null;

export function closePicker({ focus = false } = {}) {
  if (!open) return;
  const { anchor, panel, many, chosen, done, before } = open;
  open = null;
  panel.remove();
  anchor.removeAttribute("aria-expanded");
  if (focus && anchor.isConnected) anchor.focus({ preventScroll: true });
  if (many && [...chosen.keys()].join("\n") !== before) done([...chosen.values()]);
}

async function find() {
  const words = open.search.value.trim();
  if (!open.ask) return draw(matching(open.options, words));
  const turn = (open.asked += 1);
  if (words.length < open.least)
    return draw([], `Type ${open.least === 1 ? "a letter" : `${open.least} letters`} or more.`);
  open.note.textContent = "Looking …";
  const offered = await open.ask(words);
  if (open?.asked === turn) draw(offered);
}

function matching(options, words) {
  const wanted = words.toLowerCase();
  return options.filter((option) => `${option.words} ${option.about ?? ""}`.toLowerCase().includes(wanted));
}

function draw(options, note) {
  open.shown = options;
  open.at = Math.max(
    0,
    options.findIndex((option) => open.chosen.has(option.value)),
  );
  open.note.textContent = note ?? (options.length ? "" : "Nothing found.");
  let group;
  open.list.replaceChildren(
    ...options.flatMap((option, at) => {
      const heading =
        option.group && option.group !== group
          ? [h("li", { class: "group", role: "presentation" }, option.group)]
          : [];
      group = option.group;
      return [...heading, item(option, at)];
    }),
  );
  point();
}

const item = (option, at) =>
  h(
    "li",
    {
      id: `${open.id}-${at}`,
      role: "option",
      "data-at": at,
      "aria-selected": open.chosen.has(option.value) ? "true" : "false",
    },
    h("span", { class: "tick", "aria-hidden": "true" }, "✓"),
    h("span", {}, option.words, option.about ? h("span", { class: "soft line" }, option.about) : null),
  );

function point() {
  for (const node of open.list.querySelectorAll("[data-at]"))
    node.classList.toggle("at", Number(node.dataset.at) === open.at);
  const node = open.list.querySelector(".at");
  if (node) open.search.setAttribute("aria-activedescendant", node.id);
  else open.search.removeAttribute("aria-activedescendant");
  node?.scrollIntoView({ block: "nearest" });
}

function choose(at) {
  const option = open.shown[at];
  if (!option) return;
  if (!open.many) {
    const { done } = open;
    closePicker({ focus: true });
    done([option]);
    return;
  }
  if (open.chosen.has(option.value)) open.chosen.delete(option.value);
  else if (!open.most || open.chosen.size < open.most) open.chosen.set(option.value, option);
  else open.note.textContent = `At most ${open.most} can be chosen.`;
  open.at = at;
  open.list
    .querySelector(`[data-at="${at}"]`)
    .setAttribute("aria-selected", open.chosen.has(option.value) ? "true" : "false");
  point();
}

function keys(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  if (event.key in steps) {
    open.at = Math.min(Math.max(open.at + steps[event.key], 0), open.shown.length - 1);
    point();
  } else if (event.key === "Enter") choose(open.at);
  else if (event.key === "Escape" || event.key === "Tab") closePicker({ focus: true });
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}

function place() {
  const { anchor, panel } = open;
  const at = anchor.getBoundingClientRect();
  const width = Math.min(Math.max(at.width, 260), window.innerWidth - 16);
  const below = window.innerHeight - at.bottom;
  panel.style.width = `${width}px`;
  panel.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
  const above = below < 280 && at.top > below;
  panel.style[above ? "bottom" : "top"] = `${above ? window.innerHeight - at.top + 4 : at.bottom + 4}px`;
  panel.style.maxHeight = `${Math.max(160, (above ? at.top : below) - 16)}px`;
}

document.addEventListener("mousedown", (event) => {
  if (open && !open.panel.contains(event.target) && !open.anchor.contains(event.target)) closePicker();
});
window.addEventListener("resize", () => closePicker());
