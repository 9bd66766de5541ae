// Slack's own markup: what it makes of *bold*, _italic_, ~struck~, `code`, quotes and <references>.

import { slackDate } from "./dates.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channel, nameOf, person } from "./store.js";

const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function mrkdwn(text, { verbatim = false } = {}) {
  return text
    .split(/(```[\s\S]+?```)/)
    .flatMap((piece) =>
      piece.startsWith("```") && piece.length > 6
        ? [fenced(piece.slice(3, -3))]
        : quotesAndLines(piece, verbatim),
    );
}

const fenced = (code) => h("pre", { class: "code" }, inline(code.replace(/^\n|\n$/g, ""), { plain: true }));

function quotesAndLines(text, verbatim) {
  const made = [];
  let quote = null;
  let plain = [];
  const flush = () => {
    if (plain.length) made.push(...inline(plain.join("\n"), { verbatim }));
    plain = [];
  };
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted) {
      flush();
      quote ??= made[made.push([]) - 1];
      quote.push(quoted[1]);
    } else {
      quote = null;
      plain.push(line);
    }
  }
  flush();
  return made.map((piece) =>
    Array.isArray(piece) ? h("blockquote", {}, inline(piece.join("\n"), { verbatim })) : piece,
  );
}

// Each mark counts only where a word begins and ends, as in Slack: snake_case_names stay as they are.
const MARKS = [
  [
    "`",
    /(^|[\s(\[{*_~"'.,;:!?/–—-])`([^`\n]+?)`(?=$|[\s)\]}*_~"'.,;:!?/–—-])/,
    (inner) => h("code", {}, inline(inner, { plain: true })),
  ],
  [
    "*",
    /(^|[\s(\[{_~"'.,;:!?/–—-])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?=$|[\s)\]}_~"'.,;:!?/–—-])/,
    (inner, how) => h("strong", {}, inline(inner, how)),
  ],
  [
    "_",
    /(^|[\s(\[{*~"'.,;:!?/–—-])_([^\s_](?:[^\n]*?[^\s_])?)_(?=$|[\s)\]}*~"'.,;:!?/–—-])/,
    (inner, how) => h("em", {}, inline(inner, how)),
  ],
  [
    "~",
    /(^|[\s(\[{*_"'.,;:!?/–—-])~([^\s~](?:[^~\n]*[^\s~])?)~(?=$|[\s)\]}*_"'.,;:!?/–—-])/,
    (inner, how) => h("s", {}, inline(inner, how)),
  ],
];
const REFERENCE = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/;
const EMOJI = /:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/;
const ADDRESS = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]"']/;

function inline(text, how = {}) {
  if (!text) return [];
  const first = firstOf(text, how);
  if (!first) return [unescaped(text)];
  const { at, length, node } = first;
  return [...inline(text.slice(0, at), how), node, ...inline(text.slice(at + length), how)];
}

function firstOf(text, how) {
  const found = [];
  const note = (match, skip, make) =>
    match &&
    found.push({
      at: match.index + skip(match),
      length: match[0].length - skip(match),
      make: () => make(match),
    });
  note(
    REFERENCE.exec(text),
    () => 0,
    ([, kind, target, label]) => reference(kind, target, label),
  );
  if (!how.plain) {
    for (const [sign, pattern, make] of MARKS) {
      if (text.includes(sign))
        note(
          pattern.exec(text),
          (match) => match[1].length,
          (match) => make(match[2], how),
        );
    }
    note(
      EMOJI.exec(text),
      () => 0,
      ([, name]) => emoji(name),
    );
    if (!how.verbatim)
      note(
        ADDRESS.exec(text),
        () => 0,
        ([address]) => link(unescaped(address), unescaped(address)),
      );
  }
  if (!found.length) return null;
  const best = found.reduce((a, b) => (b.at < a.at ? b : a));
  return { at: best.at, length: best.length, node: best.make() };
}

function reference(kind, target, label) {
  const words = label && unescaped(label);
  if (kind === "@") return mention(target, words);
  if (kind === "#") return roomLink(target, words);
  if (kind === "!") return special(target, words);
  return link(unescaped(target), words || unescaped(target));
}

export const mention = (id, words) =>
  h("span", { class: "mention", "data-person": id }, `@${person(id) ? nameOf(id) : words || id}`);

export function roomLink(id, words) {
  const known = channel(id);
  if (!known) return h("span", { class: "mention" }, words ? `#${words}` : "#private-channel");
  return h("a", { class: "mention", href: "#", "data-go": id }, `#${known.name}`);
}

function special(target, words) {
  const [kind, seconds, format, address] = target.split("^");
  if (kind === "date") {
    const shown = slackDate(Number(seconds), unescaped(format ?? ""), words);
    return address ? link(unescaped(address), shown) : h("time", {}, shown);
  }
  if (kind === "subteam") return h("span", { class: "mention" }, words || `@${seconds}`);
  return h("span", { class: "mention loud" }, `@${kind}`);
}

export function link(address, words) {
  const safe = /^(https?:|mailto:|tel:)/i.test(address);
  return safe
    ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words)
    : h("span", {}, words);
}
