// The messages of a channel, or of a thread, one below the other.

import { blocks } from "./blocks.js";
import { ago, clockTime, day, longTime } from "./dates.js";
import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import {
  currentEdition,
  drafts,
  here,
  messages,
  nameOf,
  now,
  part,
  person,
  repliesTo,
  team,
} from "./store.js";

const TOGETHER = 300; // seconds within which the same author's messages share one name
const drawn = new Map(); // by place and message: from what it was drawn last

export const seconds = (message) => Number(message.ts);

export function listOf(channel, thread) {
  const all = messages().filter((message) => message.channel === channel);
  if (thread) return all.filter((message) => message.ts === thread || message.thread_ts === thread);
  return all.filter((message) => !message.thread_ts || message.thread_ts === message.ts);
}

export function stream(list, where) {
  const there = new Set([...document.querySelectorAll("article")].map((node) => node.dataset.key));
  let before = null;
  return list.flatMap((message) => {
    const newDay = !before || day(seconds(before)) !== day(seconds(message));
    const joined =
      !newDay &&
      before.user === message.user &&
      !before.only_you &&
      !message.only_you &&
      seconds(message) - seconds(before) < TOGETHER;
    before = message;
    const divider =
      newDay && where === "main"
        ? [
            h(
              "div",
              { class: "day", "data-key": `day/${day(seconds(message))}/${message.ts}` },
              h("span", {}, dayName(message)),
            ),
          ]
        : [];
    return [...divider, article(message, where, joined, there)];
  });
}

const dayName = (message) => (day(seconds(message)) === day(now()) ? "Today" : day(seconds(message)));

function article(message, where, joined, there) {
  const key = `${where}/${message.channel}/${message.ts}`;
  const replies = where === "main" ? repliesTo(message) : [];
  const looks = [message, joined, replies.length, currentEdition(), here.me];
  const last = drawn.get(key);
  const touched = [...drafts.keys()].some((id) =>
    id.startsWith(`${where}:${message.channel}:${message.ts}/`),
  );
  if (last && !touched && there.has(key) && looks.every((look, at) => look === last[at]))
    return h("article", { "data-key": key, "data-same": true });
  drawn.set(key, touched ? [] : looks);
  return whole(message, key, where, joined, replies);
}

function whole(message, key, where, joined, replies) {
  const author = person(message.user);
  const name = nameOf(message.user);
  const top = h(
    "div",
    { class: "by" },
    h("strong", {}, name),
    author?.is_bot ? h("span", { class: "pill" }, "App") : null,
    h("time", { title: longTime(seconds(message)) }, clockTime(seconds(message))),
  );
  return h(
    "article",
    {
      "data-key": key,
      class: `message${joined ? " joined" : ""}${message.only_you ? " only-you" : ""}`,
      "aria-label": `${name}, ${clockTime(seconds(message))}`,
      "data-ts": message.ts,
    },
    avatar(message.user, joined ? "hidden" : ""),
    h(
      "div",
      { class: "said" },
      message.only_you
        ? h("p", { class: "only" }, h("span", { "aria-hidden": "true" }, "◐ "), "Only visible to you")
        : null,
      joined ? null : top,
      message.blocks.length || message.text || !message.files.length ? content(message, where) : null,
      message.files.map(file),
      message.edited ? h("span", { class: "soft edited" }, "(edited)") : null,
      replies.length ? threadLink(message, replies) : null,
    ),
    tools(message, where),
  );
}

export function avatar(id, extra = "") {
  const user = person(id);
  const initials = (user?.name ?? "?")
    .split(/\s+/)
    .map((word) => [...word][0])
    .slice(0, 2)
    .join("")
    .toUpperCase();
  const hue = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 8;
  return h(
    "span",
    { class: `avatar hue-${user?.is_bot ? "bot" : hue} ${extra}`, "aria-hidden": "true" },
    initials,
  );
}

function content(message, where) {
  if (!message.blocks.length) return h("div", { class: "text" }, mrkdwn(message.text));
  const place = {
    key: `${where}:${message.channel}:${message.ts}`,
    address: { channel: message.channel, ts: message.ts },
    values: message.values,
  };
  return blocks(message.blocks, place);
}

const file = (item) =>
  item.deleted
    ? h("p", { class: "soft" }, "This file was deleted.")
    : h(
        "p",
        {},
        h("a", { href: `/sandbox/files/${item.id}`, download: item.name }, item.name),
        h("span", { class: "soft" }, ` ${Math.ceil(item.length / 1024)} kB`),
      );

function threadLink(message, replies) {
  const words = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  return h(
    "button",
    { type: "button", class: "thread-link", "data-thread": message.ts, "data-channel": message.channel },
    words,
    h("span", { class: "soft" }, ` last ${ago(seconds(replies.at(-1)))}`),
  );
}

function tools(message, where) {
  if (message.only_you) return null;
  const shortcuts = part("offers", { shortcuts: [] }).shortcuts.filter((shortcut) => shortcut.on_messages);
  const reply =
    where === "main"
      ? h(
          "button",
          { type: "button", class: "tool", "data-thread": message.ts, "data-channel": message.channel },
          "Reply in thread",
        )
      : null;
  const uses = shortcuts.map((shortcut) =>
    h(
      "button",
      {
        type: "button",
        class: "tool",
        "data-shortcut": shortcut.callback_id,
        "data-channel": message.channel,
        "data-ts": message.ts,
      },
      shortcut.name,
    ),
  );
  return reply || uses.length ? h("div", { class: "tools" }, reply, uses) : null;
}

export function emptyNote(room) {
  const hint = part("offers", { commands: [] }).commands.length ? " Type / to see what it can do." : "";
  if (room.kind !== "im") return `This is the beginning of #${room.name}.`;
  return `This is the beginning of your messages with ${nameOf(team().bot)}.${hint}`;
}
