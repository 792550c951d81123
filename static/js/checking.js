// While the texts of a record are typed, what the safety gate and the measure of readability say of them.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const typing = document.querySelector("form .typing");
  if (typing) watchTexts(typing.closest("form"), typing);
});

// A pair of texts is known by the name of its boxes without the language: `summary`, `instructions-0-text`.
function nameOfPair(box) {
  const language = box.lang;
  const isText = language && box.name?.endsWith(`_${language}`) && !box.name.includes("__prefix__");
  return isText ? box.name.slice(0, -language.length - 1) : "";
}

function watchTexts(form, typing) {
  const boxes = () => [...form.querySelectorAll(".translations [lang][name]")].filter(nameOfPair);
  const told = new Map();
  let timer = null;
  let running = null;

  form.addEventListener("input", ({ target }) => {
    if (!nameOfPair(target)) return;
    clearTimeout(timer);
    timer = setTimeout(check, 600);
  });
  form.addEventListener("click", ({ target }) => {
    const passage = target.closest(".passage");
    if (passage) showInText(passage);
  });
  check();

  // The texts of each pair, encoded as a form sends them.
  function texts() {
    const pairs = new Map();
    for (const box of boxes()) {
      const pair = nameOfPair(box);
      pairs.set(pair, `${pairs.get(pair) ?? ""}&${new URLSearchParams({ [box.name]: box.value })}`);
    }
    return pairs;
  }

  // Asks for each pair whose texts are not those of which the page tells: typing goes on while an answer is awaited.
  async function check() {
    running?.abort();
    const asked = [...texts()].filter(([pair, text]) => told.get(pair) !== text);
    if (!asked.length) return;
    const asking = running = new AbortController();
    const about = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      model: typing.dataset.model,
      record: typing.dataset.record,
    });
    const body = new URLSearchParams(about + asked.map(([, text]) => text).join(""));
    try {
      const answer = await fetch(typing.dataset.check, {
        method: "POST", body, redirect: "manual", credentials: "same-origin", signal: asking.signal,
      });
      if (answer.type === "opaqueredirect") return complain(typing.dataset.signedOut);
      const words = await answer.text();
      if (answer.status === 400 && answer.headers.get("content-type").startsWith("text/plain")) return complain(words);
      if (!answer.ok) return complain(typing.dataset.failed);
      complain("");
      for (const [pair, text] of asked) told.set(pair, text);
      show(asked.map(([pair]) => pair), new DOMParser().parseFromString(words, "text/html"));
    } catch (error) {
      if (error.name !== "AbortError") complain(typing.dataset.offline);
    }
  }

  function show(pairs, page) {
    for (const pair of pairs) {
      const line = boxes().find((box) => nameOfPair(box) === pair)?.closest(".form-row");
      if (!line) continue;
      const found = page.querySelector(`.checked[data-text="${CSS.escape(pair)}"]`);
      line.querySelector(".checked")?.remove();
      if (found) line.append(found);
      if (line.contains(document.activeElement)) say(found ? found.dataset.summary : "");
    }
  }

  // Only what is new is told to who cannot see it: screen readers would read it out again with every word.
  function say(words) {
    const summary = typing.querySelector(".typing-summary");
    if (summary.textContent !== words) summary.textContent = words;
  }

  function complain(words) {
    const trouble = typing.querySelector(".typing-trouble");
    if (trouble.textContent !== words) trouble.textContent = words;
  }
}

// Readers see `dose` where the box holds `**dose**`, so signs of Markdown may stand between the words.
function showInText(passage) {
  const box = document.getElementById(passage.dataset.box);
  const words = passage.textContent.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const place = new RegExp(words.join("[\\s*_#>-]+")).exec(box.value);
  box.focus();
  if (place) box.setSelectionRange(place.index, place.index + place[0].length);
}
