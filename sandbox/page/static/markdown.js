// The markdown block: standard Markdown, as far as chat messages use it.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

export const markdown = (text) => blocks(text.replaceAll("\r\n", "\n").split("\n"));

function blocks(lines) {
  const made = [];
  let rest = lines;
  while (rest.length) {
    const [node, taken] = READERS.map((read) => read(rest)).find(Boolean) ?? paragraph(rest);
    if (node) made.push(node);
    rest = rest.slice(taken);
  }
  return made;
}

const READERS = [
  (lines) => (lines[0].trim() ? null : [null, 1]),
  fence,
  heading,
  (lines) => (/^\s*([-*_])\s*(?:\1\s*){2,}$/.test(lines[0]) ? [h("hr"), 1] : null),
  quote,
  table,
  list,
];

function fence(lines) {
  if (!lines[0].startsWith("```")) return null;
  const end = lines.findIndex((line, index) => index > 0 && line.startsWith("```"));
  const last = end === -1 ? lines.length : end;
  return [h("pre", { class: "code" }, lines.slice(1, last).join("\n")), last + 1];
}

function heading(lines) {
  const found = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[0]);
  return (
    found && [
      h(
        "div",
        { class: `heading level-${found[1].length}`, role: "heading", "aria-level": found[1].length + 2 },
        inline(found[2]),
      ),
      1,
    ]
  );
}

function quote(lines) {
  const taken = run(lines, (line) => /^\s*>/.test(line));
  return taken
    ? [h("blockquote", {}, blocks(lines.slice(0, taken).map((line) => line.replace(/^\s*>\s?/, "")))), taken]
    : null;
}

function table(lines) {
  if (!/\|/.test(lines[0]) || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[1] ?? ""))
    return null;
  const taken = 2 + run(lines.slice(2), (line) => line.includes("|"));
  const cells = (line) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => inline(cell.trim()));
  const rows = lines.slice(2, taken).map((line) =>
    h(
      "tr",
      {},
      cells(line).map((cell) => h("td", {}, cell)),
    ),
  );
  const head = h(
    "tr",
    {},
    cells(lines[0]).map((cell) => h("th", { scope: "col" }, cell)),
  );
  return [
    h("div", { class: "table-frame" }, h("table", {}, h("thead", {}, head), h("tbody", {}, rows))),
    taken,
  ];
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

function list(lines) {
  const first = ITEM.exec(lines[0]);
  if (!first) return null;
  const indent = first[1].length;
  const ordered = /\d/.test(first[2]);
  const items = [];
  let taken = 0;
  for (; taken < lines.length; taken += 1) {
    const found = ITEM.exec(lines[taken]);
    const deeper = lines[taken].trim() && /^\s*/.exec(lines[taken])[0].length > indent;
    if (found && found[1].length === indent && /\d/.test(found[2]) === ordered) items.push([found[3]]);
    else if (deeper) items.at(-1).push(lines[taken]);
    else break;
  }
  const made = items.map(([words, ...inside]) =>
    h("li", {}, task(words), inside.length ? blocks(inside) : null),
  );
  return [h(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(first[2], 10) } : {}, made), taken];
}

function task(words) {
  const found = /^\[([ xX])\]\s+(.*)$/.exec(words);
  return found ? [found[1] === " " ? "☐ " : "☑ ", inline(found[2])] : inline(words);
}

function paragraph(lines) {
  const taken = Math.max(
    1,
    run(
      lines,
      (line, index) =>
        line.trim() && (index === 0 || !READERS.slice(1).some((read) => read(lines.slice(index)))),
    ),
  );
  return [h("p", {}, inline(lines.slice(0, taken).join("\n"))), taken];
}

function run(lines, fits) {
  const end = lines.findIndex((line, index) => !fits(line, index));
  return end === -1 ? lines.length : end;
}

const INLINE = [
  [/`([^`\n]+)`/, (found) => h("code", {}, found[1])],
  [/\[([^\]\n]+)\]\(([^)\s]+)\)/, (found) => link(found[2], found[1])],
  [/\*\*(\S(?:.*?\S)?)\*\*/, (found) => h("strong", {}, inline(found[1]))],
  [/__(\S(?:.*?\S)?)__/, (found) => h("strong", {}, inline(found[1]))],
  [/~~(\S(?:.*?\S)?)~~/, (found) => h("s", {}, inline(found[1]))],
  [/\*([^\s*](?:[^*\n]*[^\s*])?)\*/, (found) => h("em", {}, inline(found[1]))],
  [/(?<![\w])_([^\s_](?:[^\n]*?[^\s_])?)_(?![\w])/, (found) => h("em", {}, inline(found[1]))],
  [/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]"']/, (found) => link(found[0], found[0])],
  [/\\([\\`*_{}[\]()#+\-.!|~>])/, (found) => found[1]],
];

function inline(text) {
  if (!text) return [];
  const found = INLINE.map(([pattern, make]) => ({ match: pattern.exec(text), make })).filter(
    ({ match }) => match,
  );
  if (!found.length) return [withEmoji(text)];
  const { match, make } = found.reduce((a, b) => (b.match.index < a.match.index ? b : a));
  return [
    ...inline(text.slice(0, match.index)),
    make(match),
    ...inline(text.slice(match.index + match[0].length)),
  ];
}
