// One function for each type of block; `place` says which message or view the blocks stand in.

import { h } from "./dom.js";
import { card, carousel, container, plan, taskCard, video } from "./cards.js";
import { chart } from "./charts.js";
import { element } from "./elements.js";
import { input } from "./inputs.js";
import { markdown } from "./markdown.js";
import { picture } from "./pictures.js";
import { richText } from "./rich_text.js";
import { redraw } from "./store.js";
import { dataTable, table } from "./tables.js";
import { paragraph, textOf, wordsOf } from "./texts.js";

const opened = new Set(); // the folded sections that somebody has opened, by message and block_id

export const blocks = (list, place) => list.map((block) => drawBlock(block, place));

function drawBlock(block, place) {
  const draw = BLOCKS[block.type];
  const inner = draw ? draw(block, place) : h("p", { class: "unknown" }, `A block of type ${block.type}`);
  return h(
    "div",
    {
      class: `block ${block.type}`,
      "data-key": `${place.key}/${block.block_id}`,
      "data-block": block.block_id,
    },
    inner,
  );
}

const BLOCKS = {
  actions: (block, place) =>
    h(
      "div",
      { class: "row" },
      block.elements.map((inner) => element(inner, block, place)),
    ),
  alert: (block) =>
    h(
      "div",
      { class: `alert ${block.level ?? "default"}`, role: "note" },
      h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[block.level] ?? "•"),
      paragraph(block.text),
    ),
  card,
  carousel,
  container: (block, place) => container(block, place, blocks),
  context: (block) =>
    h(
      "div",
      { class: "row" },
      block.elements.map((inner) => (inner.type === "image" ? picture(inner, "tiny") : paragraph(inner))),
    ),
  context_actions: (block, place) =>
    h(
      "div",
      { class: "row" },
      block.elements.map((inner) => element(inner, block, place)),
    ),
  data_table: dataTable,
  data_visualization: chart,
  divider: () => h("hr"),
  header: (block) => h("h3", {}, wordsOf(block.text)),
  image: (block) =>
    h("figure", {}, block.title ? h("figcaption", {}, wordsOf(block.title)) : null, picture(block, "wide")),
  input,
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text)),
  plan,
  rich_text: richText,
  section,
  table,
  task_card: taskCard,
  video,
};

const SIGNS = { info: "i", warning: "!", error: "×", success: "✓" };

export function openSection(key) {
  opened.add(key);
  redraw("all");
}

// Slack names no figures; these are what a message shows of a section in about five lines.
const isLong = ({ text }) => text.length > 300 || text.split("\n").length > 5;

function sectionText(block, key) {
  const isFolded = !block.expand && isLong(block.text) && !opened.has(key);
  const text = h("div", { class: isFolded ? "text folded" : "text" }, textOf(block.text));
  if (!isFolded) return text;
  return [text, h("button", { type: "button", class: "see-more", "data-open-section": key }, "See more")];
}

function section(block, place) {
  const fields = block.fields
    ? h(
        "div",
        { class: "fields" },
        block.fields.map((field) => paragraph(field)),
      )
    : null;
  const words = h(
    "div",
    { class: "words" },
    block.text ? sectionText(block, `${place.key}/${block.block_id}`) : null,
    fields,
  );
  const beside = block.accessory;
  if (!beside) return words;
  const wide = ["radio_buttons", "checkboxes"].includes(beside.type) || beside.type.startsWith("multi_");
  return [words, h("div", { class: wide ? "accessory wide" : "accessory" }, element(beside, block, place))];
}
