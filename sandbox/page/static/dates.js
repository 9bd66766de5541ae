// Times as the person reads them: in the time zone of whoever one is at the moment.

import { me, now } from "./store.js";

const zone = () => me()?.tz ?? "UTC";
const known = new Map(); // to make a format takes longer than to use it

function formatted(seconds, options) {
  const key = `${zone()} ${JSON.stringify(options)}`;
  if (!known.has(key)) known.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }));
  return known.get(key).format(new Date(seconds * 1000));
}

export const clockTime = (seconds) => formatted(seconds, { hour: "2-digit", minute: "2-digit" });
export const day = (seconds) => formatted(seconds, { weekday: "long", day: "numeric", month: "long" });
export const longTime = (seconds) => formatted(seconds, { dateStyle: "full", timeStyle: "long" });
const plainDate = (seconds) => formatted(seconds, { year: "numeric", month: "2-digit", day: "2-digit" });

const FORMS = {
  date_num: (s) => plainDate(s).split("/").reverse().join("-"),
  date: (s) => formatted(s, { day: "numeric", month: "long", year: "numeric" }),
  date_short: (s) => formatted(s, { day: "numeric", month: "short", year: "numeric" }),
  date_long: (s) => formatted(s, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  date_slash: plainDate,
  day_divider_pretty: day,
  time: clockTime,
  time_secs: (s) => formatted(s, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago,
};

function pretty(seconds, form) {
  const days = {
    [plainDate(now())]: "today",
    [plainDate(now() - 86400)]: "yesterday",
    [plainDate(now() + 86400)]: "tomorrow",
  };
  return days[plainDate(seconds)] ?? FORMS[form](seconds);
}

export function ago(seconds) {
  const gone = now() - seconds;
  if (Math.abs(gone) < 60) return "just now";
  const [amount, unit] = [
    [31536000, "year"],
    [2592000, "month"],
    [86400, "day"],
    [3600, "hour"],
    [60, "minute"],
  ]
    .map(([size, name]) => [Math.trunc(gone / size), name])
    .find(([count]) => count !== 0) ?? [0, "minute"];
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(-amount, unit);
}

export function slackDate(seconds, format, fallback) {
  let whole = true;
  const text = format.replace(/\{(\w+)\}/g, (_, name) => {
    if (FORMS[name]) return FORMS[name](seconds);
    const plain = name.replace(/_pretty$/, "");
    if (plain !== name && FORMS[plain]) return pretty(seconds, plain);
    whole = false;
    return "";
  });
  return whole && Number.isFinite(seconds) ? text : fallback || longTime(seconds);
}

// datetime-local knows no zone: these two translate between it and seconds in the person's zone.
export function toLocal(seconds) {
  const shown = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone(),
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(new Date(seconds * 1000))
      .map(({ type, value }) => [type, value]),
  );
  return `${shown.year}-${shown.month}-${shown.day}T${shown.hour}:${shown.minute}`;
}

export function fromLocal(text) {
  const wanted = Date.parse(`${text}:00Z`) / 1000;
  const first = wanted - (Date.parse(`${toLocal(wanted)}:00Z`) / 1000 - wanted);
  return first - (Date.parse(`${toLocal(first)}:00Z`) / 1000 - wanted);
}
