// What each person has read so far, kept for as long as the browser's tab is open.

import { here, messages } from "./store.js";

const seen = new Map(Object.entries(JSON.parse(sessionStorage.getItem("read") ?? "{}")));

export function read(channel, ts) {
  const key = `${here.me}/${channel}`;
  if (!ts || (seen.get(key) ?? "") >= ts) return;
  seen.set(key, ts);
  sessionStorage.setItem("read", JSON.stringify(Object.fromEntries(seen)));
}

export const unread = (channel) =>
  messages().filter(
    (message) =>
      message.channel === channel && message.user !== here.me && message.ts > (seen.get(`${here.me}/${channel}`) ?? ""),
  ).length;
