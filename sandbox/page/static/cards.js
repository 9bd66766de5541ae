// Cards, carousels, containers, plans, tasks and videos.

import { h } from "./dom.js";
import { element } from "./elements.js";
import { link } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./rich_text.js";
import { paragraph, textOf, wordsOf } from "./texts.js";

export function card(block, place) {
  const words = ["title", "subtitle", "body", "subtext"]
    .filter((part) => block[part])
    .map((part) => paragraph(block[part], { class: `card-${part}` }));
  const actions = block.actions?.length
    ? h(
        "div",
        { class: "row" },
        block.actions.map((inner) => element(inner, block, place)),
      )
    : null;
  return h(
    "div",
    { class: "card-frame" },
    block.hero_image ? picture(block.hero_image, "wide") : null,
    h("div", { class: "card-words" }, block.icon ? picture(block.icon, "tiny") : null, words, actions),
  );
}

export const carousel = (block, place) =>
  h(
    "div",
    { class: "carousel-frame", tabindex: "0", role: "group", "aria-label": "Cards" },
    block.elements.map((item) => card(item, place)),
  );

export function container(block, place, blocks) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : wordsOf(block.title);
  const head = [
    h("strong", {}, title),
    block.subtitle ? h("span", { class: "soft" }, " ", textOf(block.subtitle)) : null,
  ];
  const inner = blocks(block.child_blocks, place);
  if (!block.is_collapsible) return h("div", { class: "container-frame" }, h("div", {}, head), inner);
  return h(
    "details",
    { class: "container-frame", open: !block.default_collapsed },
    h("summary", {}, head),
    inner,
  );
}

const STATES = { pending: "waits", in_progress: "under way", complete: "done", error: "failed" };

export function taskCard(task) {
  const sources = task.sources?.length
    ? h(
        "div",
        { class: "soft" },
        task.sources.map((item) => [link(item.url, item.text), " "]),
      )
    : null;
  return h(
    "div",
    { class: `task ${task.status}` },
    h("strong", {}, task.title),
    h("span", { class: "pill" }, STATES[task.status]),
    task.details ? richText(task.details) : null,
    task.output ? richText(task.output) : null,
    sources,
  );
}

export const plan = (block) => h("div", {}, h("strong", {}, block.title), block.tasks.map(taskCard));

export const video = (block) =>
  h(
    "figure",
    {},
    h("figcaption", {}, block.title_url ? link(block.title_url, wordsOf(block.title)) : wordsOf(block.title)),
    picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "wide"),
    block.description ? paragraph(block.description) : null,
    link(block.video_url, "Watch the video"),
  );
