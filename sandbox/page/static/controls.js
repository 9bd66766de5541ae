// The clock that can be moved on, and the faults that can be switched on.

import { longTime } from "./dates.js";
import { h } from "./dom.js";
import { setting } from "./server.js";
import { now, part } from "./store.js";
import { toast } from "./toasts.js";

const STEPS = [
  ["1 minute", 60],
  ["1 hour", 3600],
  ["1 day", 86400],
  ["1 week", 604800],
];

export function controls() {
  const offers = part("offers", { methods: [], faults: {} });
  const choice = (id, words, options) =>
    h(
      "div",
      {},
      h("label", { for: id }, words),
      h(
        "select",
        { id, class: "field" },
        options.map(([value, name]) => h("option", { value }, name)),
      ),
    );
  return [
    h(
      "section",
      { class: "control" },
      h("h3", {}, "Clock"),
      h("p", {}, longTime(now())),
      h(
        "div",
        { class: "row" },
        STEPS.map(([words, seconds]) =>
          h("button", { type: "button", class: "button small", "data-move": seconds }, `+ ${words}`),
        ),
      ),
      h("p", { class: "soft" }, "A bot can follow it: GET /sandbox/clock gives the time and the offset."),
    ),
    h(
      "section",
      { class: "control" },
      h("h3", {}, "A bad day"),
      choice(
        "fault-method",
        "What fails",
        offers.methods.map((method) => [method, method]),
      ),
      choice("fault-kind", "How", Object.entries(offers.faults)),
      choice("fault-times", "How often", [
        ["1", "The next call"],
        ["3", "The next three calls"],
        ["", "Until it is healed"],
      ]),
      h("button", { type: "button", class: "button", "data-worsen": true }, "Let it fail"),
      h(
        "ul",
        { class: "faults" },
        part("faults", []).map((fault) =>
          h(
            "li",
            {},
            h(
              "span",
              {},
              h("code", {}, fault.method),
              ` ${fault.words}`,
              h(
                "span",
                { class: "soft" },
                fault.times === null ? ", until healed" : `, ${fault.times} to go`,
              ),
            ),
            h("button", { type: "button", class: "button small", "data-heal": fault.method }, "Heal"),
          ),
        ),
      ),
    ),
  ];
}

const chosen = (id) => document.getElementById(id).value;

export async function control({ move, worsen, heal }) {
  let answer;
  if (move) answer = await setting({ set: "clock", seconds: Number(move) });
  if (worsen !== undefined)
    answer = await setting({
      set: "fault",
      method: chosen("fault-method"),
      kind: chosen("fault-kind"),
      times: chosen("fault-times") ? Number(chosen("fault-times")) : null,
    });
  if (heal) answer = await setting({ set: "healed", method: heal });
  if (answer?.refused) toast(answer.error, "bad");
}
