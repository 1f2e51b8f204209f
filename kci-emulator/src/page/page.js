// Asks the emulator every second what it holds, and shows it. Whatever it is told becomes text, never markup.

import { clients } from "./clients.js";
import { element, details, moment, say, sentence, speak } from "./dom.js";
import { holdings } from "./holdings.js";

const INTERVAL = 1000; // Fewest milliseconds between two questions.
const REQUESTS = 25; // Most requests that are shown.

let language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
let account = null;
let state = null;
let journal = [];
let paused = false;
const shown = new Map(); // What each part of the page was last made from.

const by = (id) => document.getElementById(id);

function scripted({ faults, scripts }) {
  if (faults.length + scripts.length === 0) return [element("p", { class: "quiet" }, say("noScripts"))];
  const line = (about, what) => element("li", {}, about, ": ", element("code", {}, JSON.stringify(what)));
  const fault = ({ times, rate, seed, action, fault, ...which }) => {
    const whose = element("strong", {}, action ?? say("any"));
    const about = rate === undefined
      ? sentence("fault", { count: String(times), action: whose })
      : sentence("faults", { share: `${Math.round(rate * 1000) / 10} %`, action: whose });
    const limit = rate === undefined || times === undefined ? {} : { times };
    const more = { ...which, ...limit };
    return line(about, Object.keys(more).length === 0 ? fault : { ...more, fault });
  };
  const script = ({ image, ...rest }) => line(sentence("script", { image: element("code", {}, image) }), rest);
  return [element("ul", { class: "lines" }, faults.map(fault), scripts.map(script))];
}

function request(one) {
  const accepted = one.code === null && one.status < 400;
  const verdict = accepted ? say("accepted") : (one.code ?? "");
  const what = [
    element("span", { class: "quiet" }, `#${one.number}`), one.time ? moment(one.time) : null,
    element("strong", {}, one.action ?? say("noAction")),
    element("span", { class: `badge ${accepted ? "ok" : "bad"}` }, `${one.status} ${verdict}`.trim()),
    one.fault ? element("span", { class: "badge busy" }, say("byFault")) : null,
  ];
  const who = one.access_key === null ? say("unsigned") : `${one.access_key} · ${one.region}`;
  const lines = one.received.map(([key, value]) => `${key} = ${value}`).join("\n");
  return element("li", {}, details(`request ${one.request_id}`, what,
    one.message ? element("p", {}, one.message) : null,
    element("p", { class: "quiet" }, `${one.method} ${one.path} · ${who}`),
    element("pre", { class: "wrapped" }, lines)));
}

function requests(all) {
  if (all.length === 0) return [element("p", { class: "quiet" }, say("noRequests"))];
  return [element("ul", { class: "lines" }, all.slice().reverse().map(request))];
}

/** Makes a part of the page anew if what it shows has changed, and leaves the keyboard where it was. */
function place(id, data, make) {
  const key = JSON.stringify([language, data]);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  const at = document.activeElement?.dataset.key;
  by(id).replaceChildren(...make(data));
  const again = [...by(id).querySelectorAll("[data-key]")].find((one) => one.dataset.key === at);
  if (at && again) again.focus({ preventScroll: true });
}

function show() {
  if (account) place("clients", account, clients);
  if (!state) return;
  by("time").replaceChildren(moment(state.time), " UTC");
  by("running").textContent = say(state.running ? "running" : "stopped");
  by("running").className = `badge ${state.running ? "ok" : "busy"}`;
  const next = state.next_change ? sentence("next", { time: moment(state.next_change) }) : [say("noNext")];
  by("next").replaceChildren(...next);
  by("stop").disabled = !state.running;
  by("run").disabled = state.running;
  by("jump").disabled = !state.next_change;
  place("holdings", state.holdings, holdings);
  place("scripted", { faults: state.faults, scripts: state.scripts }, scripted);
  place("journal", journal, requests);
}

async function ask(path, body) {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, body === undefined ? {} : post);
  const json = await answer.json();
  if (!answer.ok) throw new Error(say("cannot", { reason: json.error }));
  return json;
}

/** `fetch` ends with a TypeError where nobody answers. */
const reason = (error) => (error instanceof TypeError ? say("noAnswer") : error.message);

/** The newest requests. If the last one that is known is not there any more, the emulator was reset meanwhile. */
async function news() {
  const last = journal.at(-1);
  const found = await ask(`/_kci/journal?after=${last ? last.number - 1 : 0}`);
  const same = !last || JSON.stringify(found[0]) === JSON.stringify(last);
  const all = same ? [...journal.slice(0, -1), ...found] : await ask("/_kci/journal?after=0");
  return all.slice(-REQUESTS);
}

async function refresh() {
  try {
    account ??= await ask("/_kci/page/account");
    [state, journal] = await Promise.all([ask("/_kci/state"), news()]);
    by("problem").hidden = true;
    by("version").textContent = account.version;
    show();
  } catch (error) {
    by("problem").textContent = reason(error);
    by("problem").hidden = false;
  }
}

async function forever() {
  const begun = performance.now();
  if (!paused && !document.hidden) await refresh();
  // Where there is so much that asking takes long, it is asked less often.
  setTimeout(forever, Math.max(INTERVAL, 4 * (performance.now() - begun)));
}

/** A button that tells the emulator something, and says what came of it. */
function button(id, act) {
  by(id).addEventListener("click", async () => {
    try {
      by("outcome").textContent = await act();
    } catch (error) {
      by("outcome").textContent = reason(error);
    }
    await refresh();
  });
}

async function turn(command) {
  const { time } = await ask("/_kci/clock", command);
  return say("turned", { time: time.slice(0, 19).replace("T", " ") });
}

button("jump", () => turn({ jump: true }));
button("advance", () => turn({ advance: 10 }));
button("stop", () => turn({ stop: true }));
button("run", () => turn({ run: true }));
button("reset", async () => {
  if (!confirm(say("sure"))) return "";
  await ask("/_kci/reset", {});
  return say("wasReset");
});
by("pause").addEventListener("click", () => {
  paused = !paused;
  by("pause").setAttribute("aria-pressed", String(paused));
});

/** Says everything in a language, from now on. */
function choose(chosen) {
  language = chosen;
  speak(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const id of ["en", "zh"]) by(id).setAttribute("aria-pressed", String(id === language));
  by("outcome").textContent = "";
  show();
}

for (const id of ["en", "zh"]) by(id).addEventListener("click", () => choose(id));
choose(language);
forever();
