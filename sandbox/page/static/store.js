// What the server has shown of the workspace, and what this page adds of its own.

export const parts = new Map();
export const here = {
  me: null, // whose client this is
  channel: null, // what is on show
  tab: "messages", // of the messages with the bot: messages or home
  thread: null, // {channel, ts} of an open thread
  dock: null, // which side panel is open
  drawer: false, // on a narrow screen: the list of channels
};
export const drafts = new Map(); // what was entered and is not yet in what the server shows
const watchers = [];
let sorted = null;
let replies = new Map();
let planned = false;
let edition = 0; // goes up when even what has not changed must be drawn anew

export const part = (key, otherwise) => parts.get(key) ?? otherwise;
export const team = () => part("team", { users: [], channels: [] });
export const person = (id) => team().users.find((user) => user.id === id);
export const channel = (id) => team().channels.find((room) => room.id === id);
export const me = () => person(here.me);
export const now = () => Date.now() / 1000 + part("clock", { offset: 0 }).offset;
export const onChange = (watcher) => watchers.push(watcher);

export function receive(data) {
  sorted = null;
  if (data.all) parts.clear();
  for (const [key, value] of Object.entries(data.all ?? data.changes)) parts.set(key, value);
  for (const key of data.gone ?? []) parts.delete(key);
  redraw(data.all || data.changes.team);
}

export function forget() {
  sorted = null;
  parts.clear();
}

export function go(change) {
  Object.assign(here, change);
  redraw();
}

export const currentEdition = () => edition;

export function redraw(everything) {
  if (everything) edition += 1;
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    for (const watcher of watchers) watcher();
  });
}

// Sorted once for each change and not for each letter that somebody types.
export function messages() {
  if (sorted) return sorted;
  sorted = [];
  for (const [key, value] of parts) if (key.startsWith("message/")) sorted.push(value);
  sorted.sort((a, b) => (a.ts < b.ts ? -1 : 1));
  replies = new Map();
  for (const message of sorted) if (message.thread_ts && message.thread_ts !== message.ts) answer(message);
  return sorted;
}

function answer(message) {
  const thread = `${message.channel}/${message.thread_ts}`;
  replies.set(thread, [...(replies.get(thread) ?? []), message]);
}

export function repliesTo(message) {
  messages();
  return replies.get(`${message.channel}/${message.ts}`) ?? [];
}

export function traffic() {
  const found = [];
  for (const [key, value] of parts) if (key.startsWith("traffic/")) found.push(value);
  return found.sort((a, b) => b.number - a.number);
}

export function nameOf(id) {
  const found = person(id);
  return found ? found.name : id;
}

export function channelName(room) {
  if (room.kind !== "im") return room.name;
  const other = room.members.find((member) => member !== here.me);
  return nameOf(other ?? here.me);
}
