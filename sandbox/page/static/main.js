// Puts the page together: who one is, what is drawn when something changes, what the keys and clicks outside of blocks do.

import { listen } from "./acts.js";
import { openSection } from "./blocks.js";
import { control } from "./controls.js";
import { drawDock } from "./dock.js";
import { toggleOnlyWrong, unfold } from "./inspector.js";
import { drawModal, listenToModal } from "./modal.js";
import { drawPlace } from "./place.js";
import { doing, follow, leave, setting } from "./server.js";
import { listenToShortcuts } from "./shortcuts.js";
import { drawSidebar } from "./sidebar.js";
import { go, here, onChange, part, redraw, team } from "./store.js";
import { turnTable } from "./tables.js";
import { drawTop, theme } from "./top.js";
import { explain } from "./toasts.js";
import { fill, listenToComposers } from "./writing.js";

const WIDE = 1100; // pixels from which the side panel has room beside the messages
let connected = true;

function draw() {
  if (!team().users.length) return;
  here.channel = team().channels.some((room) => room.id === here.channel) ? here.channel : team().direct;
  if (here.dock === null && firstLook()) here.dock = "guide";
  drawTop(connected);
  drawPlace();
  drawSidebar();
  drawDock();
  drawModal();
}

let looked = false;
function firstLook() {
  const first = !looked && part("guide", []).length > 0 && window.innerWidth >= WIDE;
  looked = true;
  return first;
}

async function become(user) {
  leave();
  // Until the first news arrives, what one person saw must not be acted on by the other.
  for (const id of ["below", "stream", "home"]) document.getElementById(id).replaceChildren();
  Object.assign(here, {
    me: user,
    channel: null,
    thread: null,
    tab: "messages",
    dock: here.dock === "thread" ? null : here.dock,
  });
  const address = new URL(location.href);
  address.searchParams.set("as", user);
  history.replaceState(null, "", address);
  await doing({ do: "become" });
  follow((state) => {
    connected = state;
    redraw();
  });
}

async function visit(tab) {
  go({ tab });
  explain(await doing({ do: "visit", tab }), "Home tab");
}

function walk(id) {
  go({ channel: id, tab: "messages", drawer: false });
  if (window.innerWidth >= 720) document.getElementById("composer")?.focus({ preventScroll: true });
}

const CLICKS = {
  go: (node) => walk(node.dataset.go),
  tab: (node) => visit(node.dataset.tab),
  dock: (node) => go({ dock: here.dock === node.dataset.dock ? null : node.dataset.dock, drawer: false }),
  undock: () => go({ dock: null }),
  drawer: () => go({ drawer: !here.drawer }),
  thread: (node) =>
    go({ dock: "thread", thread: { channel: node.dataset.channel, ts: node.dataset.thread } }),
  fill: (node) => {
    if (window.innerWidth < WIDE) go({ dock: null });
    fill(node.dataset.fill);
  },
  tick: (node) => setting({ set: "step", number: Number(node.dataset.tick) }),
  entry: (node) => unfold(Number(node.dataset.entry)),
  openSection: (node) => openSection(node.dataset.openSection),
  sort: (node) => turnTable(node.dataset),
  page: (node) => turnTable(node.dataset),
  move: (node) => control(node.dataset),
  worsen: (node) => control(node.dataset),
  heal: (node) => control(node.dataset),
  themeSwitch: () => switchTheme(),
};

function switchTheme() {
  const next = { auto: "light", light: "dark", dark: "auto" }[theme()];
  if (next === "auto") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem("theme");
  } else {
    document.documentElement.dataset.theme = next;
    localStorage.setItem("theme", next);
  }
  redraw();
}

document.addEventListener("click", (event) => {
  const node = event.target.closest("button, a");
  const does = node && Object.keys(CLICKS).find((name) => node.dataset[name] !== undefined);
  if (does) {
    event.preventDefault();
    CLICKS[does](node);
  } else if (here.drawer && !event.target.closest("#sidebar")) go({ drawer: false });
});

document.addEventListener("change", (event) => {
  if (event.target.id === "i-am") become(event.target.value);
  if (event.target.id === "only-wrong") toggleOnlyWrong();
});

listen();
listenToModal();
listenToComposers();
listenToShortcuts();
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (here.drawer) go({ drawer: false });
  else if (here.dock) go({ dock: null });
});

onChange(draw);
setInterval(redraw, 30000); // times move on
const wanted = new URL(location.href).searchParams.get("as");
const people = await (await fetch("/sandbox/people")).json();
become(people.includes(wanted) ? wanted : people[0]);
