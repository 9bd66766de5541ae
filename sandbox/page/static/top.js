// The bar at the top: who one is, what time it is there, and what can be opened at the side.

import { clockTime, longTime } from "./dates.js";
import { h, show } from "./dom.js";
import { here, now, part, team, traffic } from "./store.js";

const box = document.getElementById("top");
const THEMES = { auto: "◐", light: "☀", dark: "☾" };

export const theme = () => document.documentElement.dataset.theme ?? "auto";

export function drawTop(connected) {
  const people = team().users.filter((user) => !user.is_bot && !user.deleted);
  show(
    box,
    h(
      "button",
      {
        type: "button",
        class: "plain burger",
        "data-drawer": true,
        "aria-label": "Channels",
        "aria-expanded": here.drawer ? "true" : "false",
      },
      "☰",
    ),
    h(
      "div",
      { class: "brand" },
      h("img", { src: "/page/icon.svg", alt: "" }),
      h("span", {}, team().name ?? "Sandbox"),
      state(connected),
    ),
    h(
      "label",
      { class: "i-am" },
      h("span", {}, "I am"),
      h(
        "select",
        { id: "i-am" },
        people.map((user) =>
          h("option", { value: user.id, selected: user.id === here.me }, whom(user)),
        ),
      ),
    ),
    h(
      "span",
      { class: "clock", title: longTime(now()) },
      clockTime(now()),
      part("clock", { offset: 0 }).offset ? h("span", { class: "pill" }, ahead()) : null,
    ),
    h(
      "div",
      { class: "openers" },
      openers(),
      h(
        "button",
        {
          type: "button",
          class: "plain",
          "data-theme-switch": true,
          "aria-label": `Theme: ${theme()}`,
          title: `Theme: ${theme()}`,
        },
        THEMES[theme()],
      ),
    ),
  );
}

const whom = ({ name, role }) => (role ? `${name} · ${role}` : name);

function ahead() {
  const { offset } = part("clock");
  const days = Math.floor(offset / 86400);
  return `+${days ? `${days} d ` : ""}${Math.round((offset % 86400) / 360) / 10 ? `${Math.round((offset % 86400) / 360) / 10} h` : ""}`.trim();
}

function state(connected) {
  const bot = part("bot", {});
  const words = !connected ? "The sandbox has stopped" : bot.reached ? "" : "No bot yet";
  return words ? h("span", { class: "pill bad", role: "status" }, words) : null;
}

function openers() {
  const steps = part("guide", []);
  const wrong = traffic().filter((entry) => entry.error || entry.breaches.length).length;
  return [
    steps.length
      ? opener("guide", "Guide", `${steps.filter((step) => step.done).length}/${steps.length}`)
      : null,
    opener("traffic", "Traffic", wrong ? String(wrong) : "", wrong ? "bad" : ""),
    opener("controls", "Controls", part("faults", []).length ? "!" : ""),
  ];
}

const opener = (id, words, mark, extra = "") =>
  h(
    "button",
    { type: "button", class: "opener", "data-dock": id, "aria-pressed": here.dock === id ? "true" : "false" },
    words,
    mark ? h("span", { class: `pill ${extra}` }, mark) : null,
  );
