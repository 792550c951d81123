// What is typed into a record's form is kept in this browser until it is saved, so that a closed tab loses nothing.
"use strict";

// One entry for each opened form: `kept:<user>:<address>:<token>`. The server names the token of what it saved.
const KEPT = "kept:";
const DAYS = 30;

window.addEventListener("load", () => {
  const template = document.getElementById("kept-text");
  if (!template) return;
  try {
    forgetSaved();
    forgetOld();
    const own = `${KEPT}${template.dataset.user}:`;
    askBeforeSigningOut(own, template.dataset.signOut);
    const form = document.querySelector("form .typing")?.closest("form");
    if (form) keep(form, `${own}${location.pathname.replace(/^\/\w+/, "")}:`, template);
  } catch { /* A browser that keeps nothing, such as in a private window. */ }
});

const keysOf = (beginning) => Object.keys(localStorage).filter((key) => key.startsWith(beginning));

function forgetSaved() {
  const saved = /(?:^|; )saved=([\w-]+)/.exec(document.cookie);
  if (!saved) return;
  keysOf(KEPT).filter((key) => key.endsWith(`:${saved[1]}`)).forEach((key) => localStorage.removeItem(key));
  document.cookie = "saved=; path=/; max-age=0; samesite=lax";
}

function forgetOld() {
  const oldest = Date.now() - DAYS * 24 * 60 * 60 * 1000;
  for (const key of keysOf(KEPT)) if (!(read(key)?.at > oldest)) localStorage.removeItem(key);
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

let isLeaving = false;

// On a shared computer nobody's text may wait for the next person.
function askBeforeSigningOut(own, question) {
  document.getElementById("logout-form")?.addEventListener("submit", (event) => {
    const keys = keysOf(own);
    if (keys.length && !window.confirm(question)) return event.preventDefault();
    isLeaving = true;
    keys.forEach((key) => localStorage.removeItem(key));
  });
}

// --- the fields of a form -----------------------------------------------------------------------

const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const isList = (field) => field.tagName === "SELECT";
// Boxes of one name are told apart by what they stand for.
const keyOf = (field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name);

function fieldsOf(form) {
  const never = ["hidden", "password", "file", "submit", "button"];
  return [...form.elements].filter(
    (field) => field.name && !field.disabled && !never.includes(field.type) && !field.name.includes("__prefix__"));
}

// A list is kept as pairs of value and words, since what was searched for is not in the list next time.
function stateOf(field, isAsSent) {
  if (isChoice(field)) return isAsSent ? field.defaultChecked : field.checked;
  if (!isList(field)) return isAsSent ? field.defaultValue : field.value;
  const chosen = [...field.options].filter((option) => (isAsSent ? option.defaultSelected : option.selected));
  const shown = chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1);
  return shown.map((option) => [option.value, option.text]);
}

const bare = (state) => JSON.stringify(Array.isArray(state) ? state.map(([value]) => value) : state);
const isSame = (one, other) => bare(one) === bare(other);

function put(field, state) {
  if (isChoice(field)) field.checked = state;
  else if (!isList(field)) field.value = state;
  else {
    for (const [value, text] of state) {
      if (![...field.options].some((option) => option.value === value)) field.add(new Option(text, value));
    }
    for (const option of field.options) option.selected = state.some(([value]) => value === option.value);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function labelOf(field) {
  const parts = field.closest(".inline-related")?.querySelectorAll("h3 b, .inline_label") ?? [];
  const row = [...parts].map((part) => part.textContent.trim().replace(/:$/, "")).join(" ");
  const words = (field.labels?.[0]?.textContent ?? field.name).trim().replace(/:$/, "");
  return row ? `${row}: ${words}` : words;
}

function words(state) {
  return Array.isArray(state) ? state.map(([, text]) => text).join(", ") : { true: "✓", false: "–" }[state] ?? state;
}

// --- keeping ------------------------------------------------------------------------------------

function keep(form, place, template) {
  const isAnswer = Boolean(form.querySelector(".errornote"));
  const sent = sessionStorage.getItem("sent") ?? "";
  // A form that came back with errors holds what was typed; what it was before is known from when it was sent.
  const goesOn = isAnswer && sent.startsWith(place) && read(sent);
  const key = goesOn ? sent : place + crypto.getRandomValues(new Uint32Array(3)).join("-");
  const before = goesOn ? goesOn.fields : {};
  const seen = form.elements.seen?.value;
  let timer = null;

  const save = () => {
    clearTimeout(timer);
    if (isLeaving) return;
    const fields = {};
    for (const field of fieldsOf(form)) {
      const name = keyOf(field);
      const was = before[name] ? before[name].was : stateOf(field, true);
      const is = stateOf(field, false);
      if (!isSame(was, is)) fields[name] = { was, is, label: labelOf(field) };
    }
    if (!Object.keys(fields).length) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ at: Date.now(), seen: form.elements.seen?.value ?? seen, fields }));
  };
  let isTouched = Boolean(goesOn);
  const later = () => {
    isTouched = true;
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // What is chosen from a searched list is told to jQuery only.
  window.django?.jQuery?.(form).on("change", later);
  window.addEventListener("pagehide", () => isTouched && save());
  document.addEventListener("visibilitychange", () => document.hidden && isTouched && save());
  form.addEventListener("submit", () => {
    if (isTouched) save();
    sessionStorage.setItem("sent", key);
    const token = form.elements._kept ?? form.appendChild(
      Object.assign(document.createElement("input"), { type: "hidden", name: "_kept" }));
    token.value = key.slice(place.length);
  });

  const others = keysOf(place).filter((other) => other !== key);
  others.sort((one, other) => read(one).at - read(other).at);
  for (const other of others) offer(form, other, template, () => { isTouched = true; save(); });
}

// --- offering back ------------------------------------------------------------------------------

function offer(form, key, template, save) {
  const { at, seen, fields } = read(key);
  const current = new Map(fieldsOf(form).map((field) => [keyOf(field), field]));
  const differing = Object.entries(fields).filter(
    ([name, { is }]) => !current.has(name) || !isSame(stateOf(current.get(name), false), is));
  if (!differing.length) return localStorage.removeItem(key);

  const notice = template.content.firstElementChild.cloneNode(true);
  notice.querySelector("time").textContent = new Date(at).toLocaleString(
    document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  const list = notice.querySelector("dl");
  const show = (entries) => list.replaceChildren(...entries.flatMap(([, { label, is }]) => [
    Object.assign(document.createElement("dt"), { textContent: label }),
    Object.assign(document.createElement("dd"), { textContent: words(is) || "–" }),
  ]));
  const close = () => {
    localStorage.removeItem(key);
    notice.remove();
    const heading = document.querySelector("#content h1");
    if (heading) Object.assign(heading, { tabIndex: -1 }).focus();
  };
  show(differing);
  notice.querySelector(".kept-discard").addEventListener("click", close);
  notice.querySelector(".kept-take").addEventListener("click", ({ target }) => {
    const homeless = differing.filter(([name, { is }]) => !takeBack(form, name, is));
    // With what was seen then, the server can tell whether somebody else has changed the same since.
    if (seen && form.elements.seen) form.elements.seen.value = seen;
    save();
    if (!homeless.length) return close();
    show(homeless);
    notice.querySelector(".kept-homeless").hidden = false;
    target.remove();
  });
  form.prepend(notice);
}

// Put one value back, adding the row that it stood in; tell whether it found its field.
function takeBack(form, name, state) {
  const find = () => fieldsOf(form).find((field) => keyOf(field) === name);
  const row = /^(.+)-(\d+)-/.exec(name);
  const more = row && document.querySelector(`#${CSS.escape(row[1])}-group .add-row a`);
  for (let tries = 0; more && !find() && tries < 100; tries += 1) more.click();
  const field = find();
  if (field) put(field, state);
  return Boolean(field);
}
