// Progressive help for editors: one switch for the languages of a whole form, and a warning before typed text is lost.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form");
  const group = form && form.querySelector(".shown-languages");
  if (!group) return;
  chooseLanguages(form, group);
  keepTypedText(form);
});

function chooseLanguages(form, group) {
  const buttons = [...group.querySelectorAll("button")];
  const show = (languages) => {
    form.dataset.languages = languages;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.languages === languages)));
  };
  buttons.forEach((button) => button.addEventListener("click", () => {
    show(button.dataset.languages);
    try { localStorage.setItem("shownLanguages", button.dataset.languages); } catch { /* private window */ }
  }));
  let wanted = null;
  try { wanted = localStorage.getItem("shownLanguages"); } catch { /* private window */ }
  // An error must never hide in a language that is not shown.
  const known = buttons.some((button) => button.dataset.languages === wanted);
  show(known && !form.querySelector(".errorlist") ? wanted : "both");
  group.hidden = false;
}

function keepTypedText(form) {
  let unsaved = Boolean(form.querySelector(".errornote"));
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
