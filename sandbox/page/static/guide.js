// The guided tour: what to try next, ticked off as it happens.

import { h } from "./dom.js";
import { part } from "./store.js";

export function guide() {
  const steps = part("guide", []);
  const next = steps.findIndex((step) => !step.done);
  const done = steps.filter((step) => step.done).length;
  return [
    h("progress", { max: steps.length, value: done, "aria-label": `${done} of ${steps.length} steps done` }),
    next === -1
      ? h("p", { class: "all-done", role: "status" }, part("offers").ending)
      : null,
    h(
      "ol",
      { class: "steps" },
      steps.map((step, at) => stepItem(step, at, at === next)),
    ),
  ];
}

function stepItem(step, at, next) {
  const fill =
    step.fill && !step.done
      ? h("button", { type: "button", class: "button small", "data-fill": step.fill }, "Type it for me")
      : null;
  const tick =
    step.by_hand && !step.done
      ? h("button", { type: "button", class: "button small", "data-tick": at }, "Done")
      : null;
  return h(
    "li",
    {
      "data-key": `step/${at}`,
      class: `step${step.done ? " done" : ""}${next ? " next" : ""}`,
      "aria-current": next ? "step" : undefined,
    },
    h("span", { class: "mark", "aria-hidden": "true" }, step.done ? "✓" : String(at + 1)),
    h(
      "div",
      {},
      h("strong", {}, step.title, step.done ? h("span", { class: "hidden-words" }, " (done)") : null),
      step.sentence ? h("p", {}, step.sentence) : null,
      fill || tick ? h("div", { class: "row" }, fill, tick) : null,
    ),
  );
}
