// Text objects: mrkdwn is rendered, plain text is shown as it is.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

export function textOf(object) {
  if (!object) return [];
  if (typeof object === "string") return [object];
  if (object.type === "mrkdwn") return mrkdwn(object.text, { verbatim: object.verbatim });
  return [wordsOf(object)];
}

// Plain words, for names that are read out.
export function wordsOf(object) {
  if (!object) return "";
  if (typeof object === "string") return object;
  return object.emoji === false ? object.text : withEmoji(object.text);
}

export const paragraph = (object, props) => h("div", { class: "text", ...props }, textOf(object));
