// Signing in renews the proof that a form is ours, so what was given back before takes the newest when it is sent.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".given-back form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.dataset.tokenFrom, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
      if (answer.ok && fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
    } catch { /* Without a network the form is sent as it is, and the browser says why that fails. */ }
    HTMLFormElement.prototype.submit.call(form);
  });
});
