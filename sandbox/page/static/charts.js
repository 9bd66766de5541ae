// Charts in SVG, each with the same figures as a table for those who cannot see it.

import { axes } from "./axes.js";
import { h, svg } from "./dom.js";
import { seriesClass } from "./plots.js";

export function chart(block) {
  const drawn = block.chart.type === "pie" ? pie(block.chart.segments) : axes(block.chart);
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, block.title),
    drawn.picture,
    legend(drawn.names),
    figures(block.title, drawn.rows),
  );
}

const legend = (names) =>
  h(
    "ul",
    { class: "legend", "aria-hidden": "true" },
    names.map((name, index) => h("li", {}, h("span", { class: `dot ${seriesClass(index)}` }), name)),
  );

function figures(title, rows) {
  const [head, ...body] = rows;
  const line = (row, tag) =>
    h(
      "tr",
      {},
      row.map((cell, at) => h(at ? tag : "th", {}, String(cell))),
    );
  return h(
    "details",
    { class: "figures" },
    h("summary", {}, "Figures"),
    h(
      "div",
      { class: "table-frame" },
      h(
        "table",
        { "aria-label": title },
        h("thead", {}, line(head, "th")),
        h(
          "tbody",
          {},
          body.map((row) => line(row, "td")),
        ),
      ),
    ),
  );
}

function pie(segments) {
  const whole = segments.reduce((sum, segment) => sum + segment.value, 0);
  let from = 0;
  const slices = segments.map((segment, index) => {
    const to = from + segment.value / whole;
    const made = slice(
      from,
      to,
      seriesClass(index),
      `${segment.label}: ${segment.value} (${Math.round((100 * segment.value) / whole)} %)`,
    );
    from = to;
    return made;
  });
  const picture = svg("svg", { viewBox: "0 0 240 240", class: "pie", "aria-hidden": "true" }, slices);
  return {
    picture,
    names: segments.map((segment) => segment.label),
    rows: [["", "Value"], ...segments.map((segment) => [segment.label, segment.value])],
  };
}

function slice(from, to, name, words) {
  const title = svg("title", {}, words);
  if (to - from > 0.9999) return svg("circle", { cx: 120, cy: 120, r: 110, class: name }, title);
  const point = (turn) =>
    `${120 + 110 * Math.sin(2 * Math.PI * turn)} ${120 - 110 * Math.cos(2 * Math.PI * turn)}`;
  return svg(
    "path",
    { class: name, d: `M120 120 L${point(from)} A110 110 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)} Z` },
    title,
  );
}
