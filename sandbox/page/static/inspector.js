// The traffic between Slack and the bot, newest first; what Slack would refuse is red, with the path to it.

import { clockTime } from "./dates.js";
import { h } from "./dom.js";
import { bodies } from "./server.js";
import { nameOf, redraw, traffic } from "./store.js";

const unfolded = new Map(); // bodies by number, once they were asked for
let onlyWrong = false;

const isWrong = (entry) => entry.error || entry.breaches.length;

export function inspector() {
  const all = traffic();
  const list = onlyWrong ? all.filter(isWrong) : all;
  return [
    h(
      "label",
      { class: "choice" },
      h("input", { type: "checkbox", id: "only-wrong", checked: onlyWrong }),
      h("span", {}, "Only what went wrong"),
    ),
    h("p", { class: "soft" }, list.length ? "→ to the bot, ← from the bot; newest first." : "Nothing yet."),
    h("ul", { class: "traffic" }, list.map(row)),
  ];
}

function row(entry) {
  const open = unfolded.get(entry.number);
  const status = entry.waiting
    ? "…"
    : (entry.error ?? (entry.breaches.length ? "refused" : entry.to_bot ? String(entry.status ?? "") : "ok"));
  const took = entry.seconds === null ? "" : ` · ${Math.round(entry.seconds * 1000)} ms`;
  return h(
    "li",
    { "data-key": `entry/${entry.number}`, class: isWrong(entry) ? "entry wrong-entry" : "entry" },
    h(
      "button",
      {
        type: "button",
        class: "entry-line",
        "data-entry": entry.number,
        "aria-expanded": open ? "true" : "false",
      },
      h(
        "span",
        { class: "way" },
        h("span", { class: "hidden-words" }, entry.to_bot ? "to the bot" : "from the bot"),
        h("span", { "aria-hidden": "true" }, entry.to_bot ? "→" : "←"),
      ),
      h(
        "span",
        { class: "entry-name" },
        entry.name,
        entry.who ? h("span", { class: "soft" }, ` ${nameOf(entry.who)}`) : null,
      ),
      h("span", { class: isWrong(entry) ? "status bad" : "status" }, `${status}${took}`),
    ),
    entry.breaches.map((breach) =>
      h(
        "div",
        { class: "breach" },
        h("code", {}, breach.path || "/"),
        h("span", {}, breach.message),
        open ? fragment(breach.path, open) : null,
      ),
    ),
    open ? details(entry, open) : null,
  );
}

function details(entry, { request, response }) {
  const box = (title, body) => [
    h("h3", {}, title),
    h("pre", { class: "code", tabindex: "0" }, body === null ? "nothing" : JSON.stringify(body, null, 2)),
  ];
  return h(
    "div",
    { class: "bodies" },
    h("p", { class: "soft" }, `At ${clockTime(entry.at)} on the sandbox's clock`),
    box("Request", request),
    box("Response", response),
  );
}

// The block that a path points to, in whichever part of the request or response it stands.
function fragment(path, { request, response }) {
  const found = [request, request?.view, response, response?.view]
    .map((root) => follow(root, path))
    .find((value) => value !== undefined);
  return found === undefined ? null : h("pre", { class: "code" }, JSON.stringify(found, null, 2));
}

const follow = (root, path) =>
  path
    .split("/")
    .slice(1)
    .reduce((node, step) => node?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], root);

export async function unfold(number) {
  if (unfolded.delete(number)) return redraw();
  const got = await bodies(number);
  unfolded.set(number, { request: read(got.request), response: read(got.response) });
  return redraw();
}

// Calls that came as a form carry blocks and views as JSON in a string.
function read(body) {
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      ["blocks", "view", "payload", "metadata"].includes(key) ? parsed(value) : value,
    ]),
  );
}

function parsed(value) {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // shown as it came
  }
}

export function toggleOnlyWrong() {
  onlyWrong = !onlyWrong;
  redraw();
}
