// Tables: plain ones, and data tables that can be sorted and paged.

import { h } from "./dom.js";
import { richText } from "./rich_text.js";
import { redraw } from "./store.js";

const looks = new Map(); // how each data table is sorted and which page is open, by its block_id

export function table(block) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows;
  const line = (row, tag) =>
    h(
      "tr",
      {},
      row.map((cell, at) => cellOf(cell, tag, settings[at])),
    );
  return frame(
    "Table",
    h(
      "table",
      {},
      h("thead", {}, line(head, "th")),
      h(
        "tbody",
        {},
        rows.map((row) => line(row, "td")),
      ),
    ),
  );
}

// What is wider than its message scrolls in a frame of its own, which the keyboard must reach.
const frame = (name, inner) =>
  h("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": name }, inner);

function cellOf(cell, tag, { align, is_wrapped: wrapped } = {}, scope = tag === "th" ? "col" : undefined) {
  const words = cell.type === "rich_text" ? richText(cell) : (cell.text ?? "");
  const number = cell.type === "raw_number" ? "number" : "";
  return h(
    tag,
    {
      scope,
      class:
        [align && `align-${align}`, wrapped === false && "unwrapped", number].filter(Boolean).join(" ") ||
        undefined,
    },
    words,
  );
}

export function dataTable(block) {
  const look = looks.get(block.block_id) ?? { page: 0 };
  const [head, ...rows] = block.rows;
  const sorted = look.column === undefined ? rows : [...rows].sort(by(look.column, look.down));
  const size = block.page_size ?? 25;
  const pages = Math.ceil(rows.length / size);
  const page = Math.min(look.page, pages - 1);
  const named = block.row_header_column_index ?? 0;
  const body = sorted.slice(page * size, (page + 1) * size).map((row) =>
    h(
      "tr",
      {},
      row.map((cell, at) => (at === named ? cellOf(cell, "th", {}, "row") : cellOf(cell, "td"))),
    ),
  );
  const headings = h(
    "tr",
    {},
    head.map((cell, at) => heading(block, cell, at, look)),
  );
  const made = h(
    "table",
    {},
    h("caption", {}, block.caption),
    h("thead", {}, headings),
    h("tbody", {}, body),
  );
  return h("div", {}, frame(block.caption, made), pages > 1 ? pager(block, page, pages, rows.length) : null);
}

function heading(block, cell, at, look) {
  const order = look.column === at ? (look.down ? "descending" : "ascending") : undefined;
  const sign = { ascending: " ↑", descending: " ↓" }[order] ?? "";
  return h(
    "th",
    { scope: "col", "aria-sort": order },
    h(
      "button",
      { type: "button", class: "sort", "data-sort": at, "data-table": block.block_id },
      `${cell.text}${sign}`,
    ),
  );
}

function pager(block, page, pages, count) {
  const turn = (to, words) =>
    h(
      "button",
      {
        type: "button",
        class: "button small",
        "data-page": to,
        "data-table": block.block_id,
        disabled: to < 0 || to >= pages,
      },
      words,
    );
  return h(
    "div",
    { class: "pager" },
    turn(page - 1, "Back"),
    h("span", {}, `Page ${page + 1} of ${pages}, ${count} rows`),
    turn(page + 1, "Next"),
  );
}

const valueOf = (cell) => (cell.type === "raw_number" ? cell.value : (cell.text ?? ""));

function by(column, down) {
  const sign = down ? -1 : 1;
  return (row, other) => {
    const [a, b] = [valueOf(row[column]), valueOf(other[column])];
    return (
      sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)))
    );
  };
}

export function turnTable({ table: id, sort, page }) {
  const look = looks.get(id) ?? { page: 0 };
  if (page !== undefined) looks.set(id, { ...look, page: Number(page) });
  else looks.set(id, { page: 0, column: Number(sort), down: look.column === Number(sort) && !look.down });
  redraw("all");
}
