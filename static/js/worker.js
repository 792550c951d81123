// Keeps the whole site on a phone whose reader asked for it, and answers from there while the network is away.
// The network comes first, always: what was corrected for safety is shown as soon as it can be reached.
"use strict";

const KEPT = "site";
const LANGUAGES = ["vi", "en"];
// Not more often than this do page views ask whether the site has changed: milliseconds.
const PAUSE = 60_000;
let asked = 0;
const opened = {};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep().then(
    (size) => event.source.postMessage({ kept: size }),
    (error) => event.source.postMessage({ failed: String(error) }),
  ));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || /^\/(vi|en)\/admin\//.test(url.pathname)) return;
  const isPage = request.mode === "navigate" || request.headers.get("Accept") === "text/html";
  if (isPage) event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

async function page(event, url) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return (await kept(url)) ?? Response.error();
  }
  event.waitUntil(update());
  return answer;
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}

// --- keeping -------------------------------------------------------------------------------------

async function keep() {
  const cache = await caches.open(KEPT);
  let size = 0;
  for (const language of LANGUAGES) {
    const answer = await fetch(`/offline/${language}.gz`, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    size += (await answer.clone().arrayBuffer()).byteLength;
    await cache.put(`/offline/${language}.gz`, answer);
    delete opened[language];
    const { assets } = await open(language);
    await cache.addAll(assets);
  }
  return size;
}

async function update() {
  if (Date.now() - asked < PAUSE) return;
  asked = Date.now();
  const cache = await caches.open(KEPT);
  const ours = await cache.match("/offline/vi.gz");
  if (!ours) return;
  const { version } = await (await fetch("/offline/version", { cache: "no-store" })).json();
  if (version !== ours.headers.get("X-Version")) await keep();
}

async function open(language) {
  if (!opened[language]) {
    const packed = await caches.match(`/offline/${language}.gz`);
    if (!packed) return null;
    const text = new Response(packed.body.pipeThrough(new DecompressionStream("gzip")));
    opened[language] = { ...(await text.json()), date: packed.headers.get("Date") };
  }
  return opened[language];
}

// --- answering -----------------------------------------------------------------------------------

async function kept(url) {
  const language = LANGUAGES.find((code) => url.pathname.startsWith(`/${code}/`)) ?? LANGUAGES[0];
  const site = await open(language);
  if (!site) return null;
  const home = site.pages[`/${language}/`];
  if (url.pathname === site.search) return answer(results(site, home, url.searchParams.get("q") ?? ""));
  const html = site.pages[url.pathname];
  return html ? answer(html) : answer(home, 404);
}

function answer(html, status = 200) {
  return new Response(html.replace("<body", '<body data-offline="yes"'), {
    status, headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

// The words of a text as portal.search.words folds them.
function fold(text) {
  const bare = text.replace(/[đĐðÐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.replace(/^(h|k|l|m|s|t|v|qu)y$/, "$1i"));
}

function results(site, home, words) {
  const wanted = fold(words).slice(0, 12);
  const parts = wanted.map((word, n) => (n < wanted.length - 1 ? ` ${word} ` : ` ${word}`));
  const holds = (text) => parts.every((part) => text.includes(part));
  const found = wanted.length ? site.entries.filter((entry) => holds(entry[5])) : [];
  // A name that begins with these very words before one that holds them, and that before a text.
  const begins = (entry) => entry[4].startsWith(` ${wanted.join(" ")}`);
  found.sort((one, other) => begins(other) - begins(one) || holds(other[4]) - holds(one[4]));
  const list = found.slice(0, 50).map(([title, summary, path, kind]) =>
    `<li><h2><a href="${escape(path)}">${escape(title)}</a></h2><p class="hint">${escape(kind)}</p><p>${escape(summary)}</p></li>`);
  const main = `<h1>${escape(words)}</h1><p role="status">${found.length}</p><ul class="records">${list.join("")}</ul>`;
  return home.replace(/(<main[^>]*>)[\s\S]*(<\/main>)/, (_all, open, close) => open + main + close);
}

function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
