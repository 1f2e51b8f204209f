// What exists, as the API describes it: cards of container groups and image caches, by account and region.

import { badge, details, element, moment, say, sentence } from "./dom.js";

const MOST = 200; // Most container groups, and most image caches, of one account and region that are shown.

function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return element("dl", {}, known.flatMap(([name, value]) => [element("dt", {}, say(name)), element("dd", {}, value)]));
}

function events(key, all) {
  const line = (one) => {
    const often = one.Count > 1 ? sentence("often", { count: String(one.Count), time: moment(one.LastTimestamp) }) : [];
    const kind = element("strong", {}, one.Type === "Normal" ? one.Reason : `${one.Type}: ${one.Reason}`);
    const rest = often.length > 0 ? element("span", { class: "quiet" }, often) : null;
    return element("li", { class: "entry" }, moment(one.FirstTimestamp), kind, element("span", {}, one.Message), rest);
  };
  return details(key, say("events", { count: all.length }), element("ul", {}, all.map(line)));
}

function container(one) {
  const now = one.CurrentState ?? {};
  const exited = now.ExitCode ?? (one.PreviousState ?? {}).ExitCode;
  return element("li", { class: "entry" },
    element("strong", {}, one.Name), badge(now.State ?? ""), element("code", {}, one.Image),
    element("span", {}, say("restarts", { count: one.RestartCount ?? 0 })),
    exited === null || exited === undefined ? null : element("span", {}, say("exit", { code: exited })),
    now.Reason ? element("span", {}, now.Reason) : null);
}

function card(name, id, status, ...children) {
  const head = element("header", {}, element("h5", {}, name), badge(status));
  return element("article", { "data-id": id }, head, element("p", { class: "id" }, id), ...children);
}

function group(one) {
  const network = (one.NetworkInterfaceAttributes ?? [])[0] ?? {};
  return card(one.ContainerGroupName, one.ContainerGroupId, one.Status,
    facts([
      ["address", network.PrivateIpAddress],
      ["publicAddress", network.PublicIp],
      ["zone", one.AvailabilityZone],
      ["imageCache", one.ImageCacheId],
      ["size", say("sizes", { cpu: one.Cpu, memory: one.Memory })],
      ["created", moment(one.CreateTime)],
    ]),
    element("ul", {}, one.Containers.map(container)),
    events(`events ${one.ContainerGroupId}`, one.Events));
}

function imageCache(one) {
  return card(one.ImageCacheName, one.ImageCacheId, one.Status,
    facts([
      ["reason", one.Reason],
      ["expires", one.ExpireTime && moment(one.ExpireTime)],
      ["used", one.LastUsedTime && moment(one.LastUsedTime)],
      ["created", moment(one.CreateTime)],
    ]),
    element("ul", { "aria-label": say("images") }, one.Images.map((image) =>
      element("li", {}, element("code", {}, image)))),
    events(`events ${one.ImageCacheId}`, one.Events));
}

/** The newest of a list as cards, under a heading. */
function cards(title, all, make) {
  if (all.length === 0) return [];
  const more = all.length > MOST ? element("p", { class: "quiet" }, say("more", { count: all.length - MOST })) : null;
  const newest = all.slice(-MOST).reverse().map(make);
  return [element("h4", {}, say(title, { count: all.length })), element("div", { class: "cards" }, newest), more];
}

function retained(all) {
  if (all.length === 0) return [];
  const line = (one) => element("li", {},
    sentence("until", { address: one.address, name: one.group_name, time: moment(one.until) }));
  return [element("h4", {}, say("retained")), element("ul", { class: "lines" }, all.map(line))];
}

/** Everything that exists. */
export function holdings(all) {
  const lists = (one) => [one.container_groups, one.image_caches, one.retained_addresses];
  const some = all.filter((one) => lists(one).some((list) => list.length > 0));
  if (some.length === 0) return [element("p", { class: "quiet" }, say("nothing"))];
  const sections = some.map((one) => element("section", {},
    element("h3", {}, `${one.access_key} · ${one.region}`),
    cards("groups", one.container_groups, group),
    cards("caches", one.image_caches, imageCache),
    retained(one.retained_addresses)));
  return [element("p", { class: "quiet" }, say("times")), ...sections];
}
