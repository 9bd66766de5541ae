// The input block: a label, a field, a hint, and what is wrong with it.

import { h } from "./dom.js";
import { element } from "./elements.js";
import { idOf } from "./spots.js";
import { wordsOf } from "./texts.js";

const GROUPED = new Set(["radio_buttons", "checkboxes"]);

export function input(block, place) {
  const id = idOf(block.element, block, place);
  const wrong = place.errors?.[block.block_id];
  const label = wordsOf(block.label);
  const described =
    [block.hint && `${id}/hint`, wrong && `${id}/wrong`].filter(Boolean).join(" ") || undefined;
  const about = {
    "data-label": label,
    "aria-describedby": described,
    "aria-invalid": wrong ? "true" : undefined,
    "aria-required": block.optional ? undefined : "true",
  };
  const optional = block.optional ? h("span", { class: "soft" }, " (optional)") : null;
  const below = [
    wrong ? h("p", { class: "wrong", id: `${id}/wrong` }, wrong) : null,
    block.hint ? h("p", { class: "hint", id: `${id}/hint` }, wordsOf(block.hint)) : null,
  ];
  if (GROUPED.has(block.element.type)) {
    return h(
      "fieldset",
      { class: wrong ? "has-error" : undefined },
      h("legend", {}, label, optional),
      element(block.element, block, place, about),
      below,
    );
  }
  return h(
    "div",
    { class: wrong ? "has-error" : undefined },
    h("label", { for: id }, label, optional),
    element(block.element, block, place, about),
    below,
  );
}
