// Progressive help for editors: one switch for the languages of a whole form, and a warning before typed text is lost.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form");
  const group = form && form.querySelector(".shown-languages");
  if (!group) return;
  chooseLanguages(form, group);
  keepTypedText(form);
});
// jQuery runs what is handed to it after what select2 handed to it before.
window.addEventListener("load", () => (window.django?.jQuery ?? ((later) => later()))(nameSearchFields));

// Neither Django nor select2 gives its search field a name that screen readers find.
function nameSearchFields() {
  const searchbar = document.getElementById("searchbar");
  const icon = searchbar && document.querySelector("label[for=searchbar] img");
  if (icon) searchbar.setAttribute("aria-label", icon.alt);
  document.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    const field = select.parentElement.querySelector(".select2-search__field");
    const label = select.labels[0];
    if (field && label) field.setAttribute("aria-label", label.textContent.trim());
  });
}

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
