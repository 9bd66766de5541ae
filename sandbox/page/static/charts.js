// Charts in SVG, each with the same figures as a table for those who cannot see it.

import { h, svg } from "./dom.js";

const [WIDTH, HEIGHT] = [560, 246];
const BOX = { left: 46, right: 12, top: 12, bottom: 26 };
const NAMED = 18; // room for the words below the axis
const colour = (index) => `series-${index % 12}`;

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
    names.map((name, index) => h("li", {}, h("span", { class: `dot ${colour(index)}` }), name)),
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
  const whole = segments.reduce((sum, one) => sum + one.value, 0);
  let from = 0;
  const slices = segments.map((one, index) => {
    const to = from + one.value / whole;
    const made = slice(
      from,
      to,
      colour(index),
      `${one.label}: ${one.value} (${Math.round((100 * one.value) / whole)} %)`,
    );
    from = to;
    return made;
  });
  const picture = svg("svg", { viewBox: "0 0 240 240", class: "pie", "aria-hidden": "true" }, slices);
  return {
    picture,
    names: segments.map((one) => one.label),
    rows: [["", "Value"], ...segments.map((one) => [one.label, one.value])],
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

function axes({ type, series, axis_config: config }) {
  const values = (one) =>
    config.categories.map((label) => one.data.find((point) => point.label === label)?.value ?? 0);
  const lines = series.map(values);
  const scale = scaleFor(lines.flat());
  const x = (index) => BOX.left + ((index + 0.5) * (WIDTH - BOX.left - BOX.right)) / config.categories.length;
  const y = (value) =>
    HEIGHT - BOX.bottom - ((value - scale.low) / (scale.high - scale.low)) * (HEIGHT - BOX.top - BOX.bottom);
  const draw = { bar: bars, line: curve, area }[type];
  const marks = lines.map((line, index) =>
    draw({
      line,
      index,
      x,
      y,
      base: y(Math.max(0, scale.low)),
      count: series.length,
      labels: config.categories,
      name: series[index].name,
    }),
  );
  const picture = svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT + (config.x_label ? NAMED : 0)}`,
      class: "axes",
      "aria-hidden": "true",
    },
    grid(scale, y),
    marks,
    labels(config, x),
  );
  const rows = [
    ["", ...series.map((one) => one.name)],
    ...config.categories.map((label, at) => [label, ...lines.map((line) => line[at])]),
  ];
  return { picture, names: series.map((one) => one.name), rows };
}

function scaleFor(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  return { low: Math.floor(low / step) * step, high: Math.ceil((high || step) / step) * step, step };
}

function grid({ low, high, step }, y) {
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return ticks.map((tick) => [
    svg("line", { class: "rule", x1: BOX.left, x2: WIDTH - BOX.right, y1: y(tick), y2: y(tick) }),
    svg(
      "text",
      { class: "tick", x: BOX.left - 6, y: y(tick) + 4, "text-anchor": "end" },
      String(Number(tick.toPrecision(6))),
    ),
  ]);
}

function labels({ categories, x_label: below, y_label: beside }, x) {
  const every = Math.ceil(categories.length / 8);
  const names = categories.map((label, index) =>
    index % every
      ? null
      : svg(
          "text",
          { class: "tick", x: x(index), y: HEIGHT - BOX.bottom + 16, "text-anchor": "middle" },
          label,
        ),
  );
  return [
    names,
    below &&
      svg(
        "text",
        { class: "tick strong", x: WIDTH / 2, y: HEIGHT + NAMED - 8, "text-anchor": "middle" },
        below,
      ),
    beside &&
      svg(
        "text",
        {
          class: "tick strong",
          transform: `translate(12 ${HEIGHT / 2}) rotate(-90)`,
          "text-anchor": "middle",
        },
        beside,
      ),
  ];
}

const told = (name, label, value) => svg("title", {}, `${name}, ${label}: ${value}`);

function bars({ line, index, x, y, base, count, labels: names, name }) {
  const room = ((WIDTH - BOX.left - BOX.right) / line.length) * 0.72;
  const width = room / count;
  return line.map((value, at) =>
    svg(
      "rect",
      {
        class: colour(index),
        x: x(at) - room / 2 + index * width,
        width: Math.max(1, width - 1.5),
        y: Math.min(y(value), base),
        height: Math.abs(base - y(value)),
        rx: 2,
      },
      told(name, names[at], value),
    ),
  );
}

function curve({ line, index, x, y, labels: names, name }) {
  const points = line.map((value, at) => `${x(at)},${y(value)}`).join(" ");
  const dots = line.map((value, at) =>
    svg(
      "circle",
      { class: `dot-mark ${colour(index)}`, cx: x(at), cy: y(value), r: 3.5 },
      told(name, names[at], value),
    ),
  );
  return [svg("polyline", { class: `curve ${colour(index)}`, points }), dots];
}

function area(about) {
  const { line, index, x, y, base } = about;
  const points = line.map((value, at) => `${x(at)},${y(value)}`).join(" ");
  const shape = svg("polygon", {
    class: `fill ${colour(index)}`,
    points: `${x(0)},${base} ${points} ${x(line.length - 1)},${base}`,
  });
  return [shape, curve(about)];
}
