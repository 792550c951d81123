// Suggestions while typing: an ARIA combobox.
(() => {
  const form = document.querySelector("form[data-suggestions]");
  if (!form) return;
  const make = (name) => document.createElement(name);
  const set = (element, values) => Object.entries(values).map((pair) => element.setAttribute(...pair));
  const input = form.querySelector("input"), on = input.addEventListener.bind(input);
  const list = make("ul"), status = make("p");
  const { suggestions: address, some, none } = form.dataset;
  let waiting, asked = 0, options = [], chosen = -1;

  // No page changes before its field is used.
  function start() {
    set(list, { id: "suggestions", role: "listbox", "aria-label": some, hidden: "" });
    set(status, { role: "status" });
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": list.id });
    form.append(list, status);
  }

  function choose(place) {
    chosen = place;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === place));
    input.setAttribute("aria-activedescendant", options[place]?.id ?? "");
    options[place]?.scrollIntoView({ block: "nearest" });
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", isOpen);
    choose(-1);
  }

  function close() {
    asked++;
    clearTimeout(waiting);
    if (!list.hidden) open(false);
  }

  function show(found) {
    options = found.map(([title, kind, path], place) => {
      const option = make("li"), hint = make("span");
      set(option, { id: `suggestion-${place}`, role: "option", "data-path": path });
      hint.append(kind);
      option.append(title, " ", hint);
      return option;
    });
    list.replaceChildren(...options);
    open(options.length > 0);
    status.textContent = options.length ? `${some}: ${options.length}` : none;
  }

  async function ask() {
    const words = input.value.trim(), number = ++asked;
    if (words.length < 2) return open(false);
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { credentials: "omit" });
      const found = (await answer.json()).suggestions;
      if (number === asked) show(found);
    } catch {
      close();
    }
  }

  if (document.activeElement === input) start();
  else on("focus", start, { once: true });
  on("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  on("blur", close);
  on("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = options.length + 1;
    if (list.hidden || event.isComposing) return;
    if (step) choose(((chosen + 1 + step + count) % count) - 1);
    else if (event.key === "Enter" && chosen >= 0) location.assign(options[chosen].dataset.path);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => location.assign(event.target.closest("li").dataset.path));
})();
