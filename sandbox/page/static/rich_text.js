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

const pieces = (element) => element.elements.map((piece) => styled(PIECES[piece.type]?.(piece) ?? "", piece.style));

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
  text: (piece) => piece.text,
  link: (piece) => link(piece.url, piece.text || piece.url),
  emoji: (piece) => emoji(piece.name, piece.unicode),
  user: (piece) => mention(piece.user_id),
  usergroup: (piece) => h("span", { class: "mention" }, `@${piece.usergroup_id}`),
  team: (piece) => h("span", { class: "mention" }, `@${piece.team_id}`),
  channel: (piece) => roomLink(piece.channel_id),
  broadcast: (piece) => h("span", { class: "mention loud" }, `@${piece.range}`),
  color: (piece) => h("span", {}, swatch(piece.value), piece.value),
  date: (piece) => {
    const shown = slackDate(piece.timestamp, piece.format, piece.fallback);
    return piece.url ? link(piece.url, shown) : h("time", {}, shown);
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
