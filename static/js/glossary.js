// A medical word opens its meaning where it stands, in both languages; without this it leads to the glossary.
"use strict";

(() => {
  const terms = [...document.querySelectorAll("a.term")];
  if (!terms.length || !("popover" in HTMLElement.prototype)) return;
  const glossary = new URL(terms[0].href).pathname;
  let asked, box;

  // The glossary's page, asked for once: what is shown is what it says.
  function read() {
    asked ??= fetch(glossary, { headers: { Accept: "text/html" } })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((html) => new DOMParser().parseFromString(html, "text/html"))
      .catch((error) => { asked = undefined; throw error; });
    return asked;
  }

  function make(name, values) {
    return Object.assign(document.createElement(name), values);
  }

  function fill(page, key) {
    const card = document.importNode(page.getElementById(key), true);
    const { close, all } = page.querySelector(".glossary").dataset;
    const title = card.querySelector("h3"), name = make("p", { className: "popover-title", id: "meaning-of" });
    name.append(...title.childNodes);
    title.replaceWith(name);
    // "See also" names words that stand on the glossary's page, not on this one.
    for (const link of card.querySelectorAll('a[href^="#"]')) {
      link.href = glossary + link.hash;
      link.className = "term";
    }
    const button = make("button", { type: "button", textContent: close });
    button.addEventListener("click", () => box.hidePopover());
    const foot = make("p", { className: "popover-foot" });
    foot.append(button, " ", make("a", { href: `${glossary}#${key}`, textContent: all }));
    box.replaceChildren(...card.childNodes, foot);
  }

  function start() {
    box = make("div", { className: "meaning", popover: "auto", tabIndex: -1, autofocus: true });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-labelledby", "meaning-of");
    document.querySelector("main").append(box);
    box.addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "closed") document.querySelector("[aria-expanded=true].term")?.setAttribute("aria-expanded", "false");
    });
  }

  async function open(term) {
    try {
      const page = await read();
      if (!box) start();
      fill(page, term.hash.slice(1));
    } catch {
      location.assign(term.href);
      return;
    }
    box.scrollTop = 0;
    if (box.contains(term) || box.matches(":popover-open")) {
      box.focus();
      return;
    }
    box.showPopover({ source: term });
    term.setAttribute("aria-expanded", "true");
  }

  function opened(event) {
    const term = event.target.closest("a.term");
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(term);
  }

  for (const term of terms) {
    term.setAttribute("role", "button");
    term.setAttribute("aria-haspopup", "dialog");
    term.setAttribute("aria-expanded", "false");
    for (const name of ["pointerenter", "focus"]) term.addEventListener(name, () => read().catch(() => {}), { once: true });
    term.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      term.click();
    });
  }
  document.querySelector("main").addEventListener("click", opened);
})();
