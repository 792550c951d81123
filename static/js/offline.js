// The page on which a reader keeps the site on their phone, or removes it. Nothing is stored before they ask.
"use strict";

document.addEventListener("DOMContentLoaded", async () => {
  const box = document.querySelector(".keeping");
  const status = box.querySelector(".keeping-status");
  const [keep, forget] = [box.querySelector(".keep"), box.querySelector(".forget")];
  const say = (words) => { status.textContent = words; };
  if (!("serviceWorker" in navigator && "caches" in window && "DecompressionStream" in window)) {
    say(box.dataset.impossible);
    return;
  }
  await show();

  keep.addEventListener("click", async () => {
    keep.disabled = true;
    say(box.dataset.working);
    try {
      await navigator.serviceWorker.register(box.dataset.worker);
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage("keep");
    } catch {
      failed();
    }
  });
  forget.addEventListener("click", async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    await show();
    say(box.dataset.removed);
  });
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if ("failed" in data) failed();
    else show();
  });

  async function show() {
    const size = await sizeKept();
    keep.hidden = size > 0;
    keep.disabled = false;
    forget.hidden = size === 0;
    const lang = document.documentElement.lang;
    say(size ? `${box.dataset.kept} ${(size / 1e6).toLocaleString(lang, { maximumFractionDigits: 1 })} MB` : "");
  }

  function failed() {
    keep.disabled = false;
    say(box.dataset.failed);
  }
});

// The bytes of all that the site keeps; asking for a cache would make one.
async function sizeKept() {
  let size = 0;
  if (!(await caches.has("site"))) return size;
  const cache = await caches.open("site");
  for (const request of await cache.keys()) size += (await (await cache.match(request)).blob()).size;
  return size;
}
