// Elements: buttons, menus, choices and pickers. What happens on a click stands in acts.js.

import { fromLocal, toLocal } from "./dates.js";
import { h } from "./dom.js";
import { chosenOf, wordsOfChoice } from "./options.js";
import { picture } from "./pictures.js";
import { register, valueOf } from "./spots.js";
import { textOf, wordsOf } from "./texts.js";

// `about` are the attributes by which an input block names and describes its element.
export function element(spec, block, place, about = {}) {
  if (spec.type === "image") return picture(spec, "beside");
  const id = register(spec, block, place);
  const draw = ELEMENTS[spec.type] ?? (spec.type.endsWith("_select") ? menu : null);
  if (!draw) return h("p", { class: "unknown" }, `An element of type ${spec.type}`);
  return draw({
    spec,
    id,
    about: { id, "data-key": id, "data-spot": id, ...about },
    value: valueOf(spec, block, place),
    place,
  });
}

const STYLES = { primary: "primary", danger: "danger" };

function button({ spec, about, place }) {
  const words = wordsOf(spec.text) || spec.icon || "Button";
  const props = {
    type: "button",
    class: `button ${STYLES[spec.style] ?? ""}`,
    "data-act": "press",
    "aria-label": spec.accessibility_label,
    disabled: place.covered,
  };
  return h(
    "button",
    { ...about, ...props },
    words,
    spec.url ? h("span", { "aria-hidden": "true" }, " ↗") : null,
  );
}

function feedback({ spec, about }) {
  const side = (name, sign) =>
    h(
      "button",
      {
        ...about,
        id: `${about.id}/${name}`,
        "data-key": `${about.id}/${name}`,
        type: "button",
        class: "button small",
        "data-act": "press",
        "data-side": name,
        "aria-label": spec[name].accessibility_label ?? wordsOf(spec[name].text),
        title: wordsOf(spec[name].text),
      },
      sign,
    );
  return h("span", { class: "row" }, side("positive_button", "👍"), side("negative_button", "👎"));
}

function overflow({ about }) {
  return h(
    "button",
    {
      ...about,
      type: "button",
      class: "button more",
      "data-act": "menu",
      "aria-haspopup": "listbox",
      "aria-label": "More actions",
    },
    "⋯",
  );
}

function menu({ spec, about, value }) {
  const chosen = chosenOf(spec, value);
  const many = spec.type.startsWith("multi_");
  const hint = wordsOf(spec.placeholder) || "Choose";
  const shown = chosen.map((choice) =>
    h("span", { class: many ? "chip" : "chosen" }, wordsOfChoice(spec, choice)),
  );
  const label = chosen.length ? chosen.map((choice) => wordsOfChoice(spec, choice)).join(", ") : hint;
  return h(
    "button",
    {
      ...about,
      type: "button",
      class: "menu",
      "data-act": "menu",
      "aria-haspopup": "listbox",
      "aria-label": about["data-label"] ? `${about["data-label"]}: ${label}` : label,
    },
    h("span", { class: "menu-words" }, shown.length ? shown : h("span", { class: "soft" }, hint)),
    h("span", { class: "arrow", "aria-hidden": "true" }, "▾"),
  );
}

function choices({ spec, id, about, value }) {
  const kind = spec.type === "checkboxes" ? "checkbox" : "radio";
  const chosen = new Set([value ?? []].flat().map((option) => option.value));
  const items = spec.options.map((option, at) =>
    h(
      "label",
      { class: "choice" },
      h("input", {
        type: kind,
        name: id,
        id: `${id}/${at}`,
        "data-key": `${id}/${at}`,
        "data-spot": id,
        "data-act": "tick",
        "data-value": option.value,
        checked: chosen.has(option.value),
        "aria-describedby": about["aria-describedby"],
        "aria-invalid": about["aria-invalid"],
      }),
      h(
        "span",
        {},
        textOf(option.text),
        option.description ? h("span", { class: "soft line" }, textOf(option.description)) : null,
      ),
    ),
  );
  const name = about["data-label"]
    ? {}
    : { role: kind === "radio" ? "radiogroup" : "group", "aria-label": "Choices" };
  return h("div", { class: "choices", "data-key": id, ...name }, items);
}

const field = (tag, { about, value, spec }, props) =>
  h(tag, {
    ...about,
    class: "field",
    "data-act": "text",
    placeholder: wordsOf(spec.placeholder) || undefined,
    "aria-label": about["data-label"] ? undefined : "Text",
    autocomplete: "off",
    value: value ?? "",
    ...props,
  });

const picker =
  (type, shape = (value) => value) =>
  ({ about, value, spec }) =>
    h("input", {
      ...about,
      type,
      class: "field date",
      "data-act": "date",
      "aria-label": about["data-label"] ? undefined : wordsOf(spec.placeholder) || "Choose a date or time",
      value: value ? shape(value) : "",
    });

export const richWords = (value) =>
  (value?.elements ?? [])
    .flatMap((part) => part.elements ?? [])
    .map((piece) => piece.text ?? "")
    .join("");

const ELEMENTS = {
  button,
  workflow_button: button,
  icon_button: button,
  feedback_buttons: feedback,
  overflow,
  radio_buttons: choices,
  checkboxes: choices,
  datepicker: picker("date"),
  timepicker: picker("time"),
  datetimepicker: picker("datetime-local", toLocal),
  plain_text_input: (all) =>
    all.spec.multiline ? field("textarea", all, { rows: 3 }) : field("input", all, { type: "text" }),
  number_input: (all) =>
    field("input", all, { type: "text", inputmode: all.spec.is_decimal_allowed ? "decimal" : "numeric" }),
  email_text_input: (all) => field("input", all, { type: "email" }),
  url_text_input: (all) => field("input", all, { type: "url" }),
  rich_text_input: (all) =>
    field(
      "textarea",
      { ...all, value: typeof all.value === "string" ? all.value : richWords(all.value) },
      { rows: 4 },
    ),
  file_input: () => h("p", { class: "soft" }, "Files cannot be chosen in the sandbox."),
};

export const dateValue = (type, text) => (type === "datetimepicker" && text ? String(fromLocal(text)) : text);
