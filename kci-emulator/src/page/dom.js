// Elements made from what the emulator told, in which every text stays a text, in the language that was chosen.

import { TEXTS } from "./texts.js";

const OK = ["Running", "Succeeded", "Ready", "running"];
const BUSY = ["Pending", "ImagePulling", "Preparing", "Creating", "SnapshotCreating", "waiting"];

const opened = new Set(["client variables"]); // Keys of the details that are open.
let texts = TEXTS.en;

/** Chooses the language of everything that is made from now on: `en` or `zh`. */
export function speak(language) {
  texts = TEXTS[language];
}

/** A text of the table, with its values. */
export const say = (name, values = {}) => texts[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** An element with attributes and children; texts among the children stay texts. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Details that stay open, by their key, when the page is shown anew. */
export function details(key, summary, ...children) {
  const made = element("details", {}, element("summary", { "data-key": key, class: "entry" }, summary), ...children);
  made.open = opened.has(key);
  made.addEventListener("toggle", () => (made.open ? opened.add(key) : opened.delete(key)));
  return made;
}

export function badge(text) {
  const kind = OK.includes(text) ? "ok" : BUSY.includes(text) ? "busy" : text === "Failed" ? "bad" : "";
  return element("span", { class: `badge ${kind}` }, text);
}

/** The API tells times of creation and the like without a zone: they are UTC+8. */
export function moment(text) {
  const date = new Date(/[Z+]/.test(text) ? text : `${text.replace(" ", "T")}+08:00`);
  if (Number.isNaN(date.getTime())) return text;
  const iso = date.toISOString();
  return element("time", { datetime: iso }, iso.slice(0, 19).replace("T", " "));
}

/** A text in which values stand that may be elements. */
export function sentence(name, values) {
  return texts[name].split(/(\{\w+\})/).map((part) => values[part.replace(/[{}]/g, "")] ?? part);
}
