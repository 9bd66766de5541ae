// What is being written in the composers, and what they propose.

import { here, redraw } from "./store.js";

const NOTHING = Object.freeze({ key: null, items: [], at: 0, start: 0 });

export const composing = {
  texts: new Map(), // what stands in each composer, by person and place
  offer: NOTHING, // what is proposed, and in which composer
  menuOpen: false, // whether the list of shortcuts is open
};

export const keyFor = (channel, thread) => `${here.me}/${channel}/${thread ?? ""}`;

export function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
}

export function dismiss() {
  composing.offer = NOTHING;
  redraw();
}
