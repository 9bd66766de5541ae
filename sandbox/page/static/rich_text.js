// Rich text: sections, lists, quotes and code, made of styled pieces.

import { slackDate } from "./dates.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link, mention, roomLink } from "./mrkdwn.js";

export const richText = (block) =>
  h(
    "div",
    { class: "rich" },
    block.elements.map((element) => PARTS[element.type]?.(element)),
  );

const pieces = (element) => element.elements.map((one) => styled(PIECES[one.type]?.(one) ?? "", one.style));

const PARTS = {
  rich_text_section: (element) => h("div", { class: "rich-section" }, pieces(element)),
  rich_text_quote: (element) => h("blockquote", {}, pieces(element)),
  rich_text_preformatted: (element) => h("pre", { class: "code" }, pieces(element)),
  rich_text_list: (element) => {
    const ordered = element.style === "ordered";
    const start = ordered ? (element.offset ?? 0) + 1 : undefined;
    const items = element.elements.map((item) => h("li", {}, pieces(item)));
    return h(ordered ? "ol" : "ul", { start, class: `indent-${element.indent ?? 0}` }, items);
  },
};

const PIECES = {
  text: (one) => one.text,
  link: (one) => link(one.url, one.text || one.url),
  emoji: (one) => emoji(one.name, one.unicode),
  user: (one) => mention(one.user_id),
  usergroup: (one) => h("span", { class: "mention" }, `@${one.usergroup_id}`),
  team: (one) => h("span", { class: "mention" }, `@${one.team_id}`),
  channel: (one) => roomLink(one.channel_id),
  broadcast: (one) => h("span", { class: "mention loud" }, `@${one.range}`),
  color: (one) => h("span", {}, swatch(one.value), one.value),
  date: (one) => {
    const shown = slackDate(one.timestamp, one.format, one.fallback);
    return one.url ? link(one.url, shown) : h("time", {}, shown);
  },
};

function swatch(colour) {
  const box = h("span", { class: "swatch", "aria-hidden": "true" });
  box.style.backgroundColor = colour;
  return box;
}

const TAGS = {
  code: "code",
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  highlight: "mark",
  client_highlight: "mark",
};

function styled(node, style = {}) {
  return Object.keys(TAGS)
    .filter((name) => style[name])
    .reduce((inner, name) => h(TAGS[name], {}, inner), node);
}
