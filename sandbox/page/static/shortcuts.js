// The shortcuts of the app that work from anywhere: a menu beside the composer, by mouse and by keyboard.

import { composing } from "./composing.js";
import { h } from "./dom.js";
import { use } from "./sending.js";
import { part, redraw } from "./store.js";

const globals = () => part("offers", { shortcuts: [] }).shortcuts.filter((shortcut) => !shortcut.on_messages);

export const shortcutButton = () =>
  globals().length
    ? h(
        "button",
        {
          type: "button",
          class: "plain shortcuts",
          "aria-label": "Shortcuts",
          "aria-haspopup": "menu",
          "aria-expanded": composing.menuOpen ? "true" : "false",
          "data-shortcuts": true,
        },
        "+",
      )
    : null;

export const shortcutMenu = () =>
  h(
    "ul",
    { class: "completion", "data-key": "menu", role: "menu", "aria-label": "Shortcuts" },
    globals().map((shortcut) =>
      h(
        "li",
        { role: "none" },
        h(
          "button",
          { type: "button", class: "plain", role: "menuitem", tabindex: "-1", "data-shortcut": shortcut.callback_id },
          shortcut.name,
        ),
      ),
    ),
  );

export function listenToShortcuts() {
  document.addEventListener("click", (event) => {
    const shortcut = event.target.closest("[data-shortcut]");
    if (shortcut) use(shortcut);
    if (event.target.closest("[data-shortcuts]")) turn(!composing.menuOpen);
    else if (composing.menuOpen) turn(false, { back: shortcut !== null });
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.role === "menuitem" && stepped(event)) event.preventDefault();
  });
}

const items = () => [...document.querySelectorAll("[role=menu] [role=menuitem]")];

// What had the focus is gone with the menu, so it goes back to the button.
function turn(open, { back = true } = {}) {
  composing.menuOpen = open;
  redraw();
  queueMicrotask(() => {
    if (open) items()[0]?.focus();
    else if (back) document.querySelector("[data-shortcuts]")?.focus();
  });
}

function stepped({ key, target }) {
  const there = items();
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) there.at((there.indexOf(target) + step) % there.length).focus();
  else if (key === "Home" || key === "End") there.at(key === "Home" ? 0 : -1).focus();
  else if (key === "Escape" || key === "Tab") turn(false);
  return step !== undefined || ["Home", "End", "Escape"].includes(key);
}
