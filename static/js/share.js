// Buttons that share what the links of the page and its text offer already. They stand folded away until a reader opens
// them, so the page reads alike and nothing moves, with them or without.
"use strict";

(() => {
  const part = document.querySelector(".share");
  const [send, copy] = part.querySelectorAll("button");
  const address = part.querySelector(".share-address"), status = part.querySelector("[role=status]");
  const said = (name) => document.querySelector(`meta[property="og:${name}"]`).content;

  send.hidden = !navigator.share;
  copy.hidden = !navigator.clipboard;

  send.addEventListener("click", () => {
    const page = { title: said("title"), text: said("description"), url: said("url") };
    // Whoever changes their mind is told nothing.
    navigator.share(page).catch(() => {});
  });

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.textContent);
      status.textContent = part.dataset.copied;
    } catch {
      // Forbidden here: then by hand.
      getSelection().selectAllChildren(address);
    }
  });
})();
