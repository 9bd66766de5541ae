// The way to the server: what is done goes there, what is shown comes from there.

import { forget, here, receive } from "./store.js";

let source = null;

export function follow(onState) {
  source?.close();
  source = new EventSource(`/sandbox/live?user=${encodeURIComponent(here.me)}`);
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  source.onmessage = (event) => receive(JSON.parse(event.data));
}

export function leave() {
  source?.close();
  forget();
}

export async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.ok ? response.json() : { error: await wordsOf(response), refused: true };
}

async function wordsOf(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).error ?? text;
  } catch {
    return text || `status ${response.status}`;
  }
}

export const doing = (body) => post("/sandbox/do", { user: here.me, ...body });
export const setting = (body) => post("/sandbox/set", body);
export const bodies = async (number) => (await fetch(`/sandbox/traffic/${number}`)).json();
