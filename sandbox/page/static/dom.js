// Makes nodes, and lets nodes that are on show take over the looks of new ones.
// Text only ever becomes a text node: there is no way from a string to markup in these files.

const SVG = "http://www.w3.org/2000/svg";

export const h = (tag, props, ...children) => made(document.createElement(tag), props, children);
export const svg = (tag, props, ...children) => made(document.createElementNS(SVG, tag), props, children);

function made(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "value" || name === "checked" || name === "disabled") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

export function show(target, ...children) {
  const fresh = target.cloneNode(false);
  fresh.append(...children.flat(Infinity).filter(Boolean));
  const held = document.activeElement;
  const caret = held && caretOf(held);
  morph(target, fresh);
  if (held !== document.activeElement && held?.isConnected && target.contains(held)) {
    held.focus({ preventScroll: true });
    if (caret) held.setSelectionRange(...caret);
  }
}

function caretOf(node) {
  try {
    return node.selectionStart === null || node.selectionStart === undefined
      ? null
      : [node.selectionStart, node.selectionEnd];
  } catch {
    return null; // date and number fields have no caret that can be read
  }
}

const keyOf = (node) => node.dataset?.key;
const alike = (old, fresh) => old.nodeName === fresh.nodeName && keyOf(old) === keyOf(fresh);

function morph(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (fresh.dataset?.same !== undefined) return; // nothing new was drawn for this one
  morphAttributes(old, fresh);
  if (fresh.nodeName === "TEXTAREA") morphValue(old, fresh);
  else morphChildren(old, fresh);
  if (fresh.nodeName === "INPUT") morphValue(old, fresh);
  if (old.disabled !== fresh.disabled) old.disabled = fresh.disabled;
}

function morphAttributes(old, fresh) {
  // Whether a detail is folded out is for the person to say, once it is on show.
  const theirs = (name) => name === "open" && old.nodeName === "DETAILS";
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !theirs(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !theirs(name)) old.setAttribute(name, value);
  }
}

function morphValue(old, fresh) {
  if (old.type === "checkbox" || old.type === "radio") {
    if (old.checked !== fresh.checked) old.checked = fresh.checked;
  } else if (old !== document.activeElement && old.value !== fresh.value) {
    old.value = fresh.value;
  }
}

// Whether a new node takes the place of an old one, rather than pushing it down.
function replaces(child, after, next) {
  return next && !keyOf(next) && !keyOf(child) && !(after && alike(next, after));
}

function morphChildren(old, fresh) {
  const wanted = new Set([...fresh.childNodes].map(keyOf).filter(Boolean));
  const keyed = new Map();
  for (const child of [...old.childNodes]) {
    const key = keyOf(child);
    if (key && !wanted.has(key)) child.remove();
    else if (key) keyed.set(key, child);
  }
  let next = old.firstChild;
  for (let child = fresh.firstChild, after; child; child = after) {
    after = child.nextSibling;
    const known = keyOf(child) ? keyed.get(keyOf(child)) : next;
    if (known && alike(known, child)) {
      if (known === next) next = next.nextSibling;
      else old.insertBefore(known, next);
      morph(known, child);
    } else {
      old.insertBefore(child, next);
      if (replaces(child, after, next)) {
        const stale = next;
        next = next.nextSibling;
        stale.remove();
      }
    }
  }
  while (next) {
    const stale = next;
    next = next.nextSibling;
    stale.remove();
  }
}
