// Reads the page aloud with the voices of the reader's own device, passage by passage, each in its language.
"use strict";

(() => {
  const control = document.querySelector(".listen"), speech = window.speechSynthesis;
  if (!control || !speech) return;
  const SILENT = "nav, form, svg, button, .listen, .sources, .address", HEADING = "h1, h2, h3, [scope='rowgroup']";
  // Voices that Apple made for fun or for its oldest machines.
  const ODD = /eloquence|speech\.synthesis\.voice/;
  const own = document.documentElement.lang, words = control.dataset, leftOut = new Set();
  const names = new Intl.DisplayNames([own], { type: "language" });
  let lines = [], at = 0, utterance = null;

  const play = button(words.listen, () => (utterance ? pause() : lines.length ? say() : start()));
  const others = [button(words.back, () => jump(-1)), button(words.next, () => jump(1)), button(words.stop, stop)];
  const note = control.appendChild(document.createElement("p"));
  speech.onvoiceschanged = show;
  addEventListener("pagehide", stop);
  stop();
  show();

  function button(label, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    made.addEventListener("click", act);
    return control.appendChild(made);
  }

  function show() {
    control.hidden = !voiceFor(own);
    if (control.hidden) stop();
  }

  // A voice that is not on the device would send what is read to somebody else.
  function voiceFor(lang) {
    const fits = ({ lang: code, localService }) => localService && code.toLowerCase().split(/[-_]/)[0] === lang;
    const worth = (voice) => 4 * voice.default + 2 * !ODD.test(voice.voiceURI) + navigator.languages.includes(tag(voice));
    return speech.getVoices().filter(fits).sort((one, other) => worth(other) - worth(one))[0];
  }

  function tag(voice) {
    return voice.lang.replace("_", "-");
  }

  // --- what is read ------------------------------------------------------------------------------

  // The passages under `root`: what stands in one block, in pieces of one language.
  function passages(root) {
    const found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode, lang = parentElement.closest("[lang]").lang;
      if (parentElement.closest(SILENT)) continue;
      const block = blockOf(parentElement);
      if (found.at(-1)?.block !== block) found.push({ block, pieces: [] });
      const { pieces } = found.at(-1);
      if (pieces.at(-1)?.lang === lang || (pieces.length && !data.trim())) pieces.at(-1).text += data;
      else if (data.trim()) pieces.push({ lang, text: data });
    }
    return found;
  }

  function blockOf(element) {
    return getComputedStyle(element).display.startsWith("inline") ? blockOf(element.parentElement) : element;
  }

  // What is said of each passage, a cell's after the name of its column.
  function linesOf(main) {
    let last = null;
    return passages(main).flatMap(({ block, pieces }) => {
      const cell = block.closest("td"), head = cell?.closest("table").tHead;
      if (!pieces.length || block.closest("thead")) return [];
      const names = head && cell !== last ? passages(head.rows[0].cells[cell.cellIndex]) : [];
      last = cell;
      const all = [...names.flatMap((name) => name.pieces), ...pieces];
      return all.flatMap(({ lang, text }) => sentences(text).map((sentence) => ({ block, lang, text: sentence })));
    });
  }

  // Some browsers fall silent in the middle of what is longer than this.
  function sentences(text) {
    const parts = text.replace(/\s+/g, " ").trim().match(
      /.{1,200}?[.!?…]["”’»)]*(?=\s|$)|.{1,200}$|.{1,200}[,;:](?=\s)|.{1,200}(?=\s)|.{1,200}/g);
    return (parts ?? []).map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));
  }

  function isShown(block) {
    return block.checkVisibility?.() ?? block.getClientRects().length > 0;
  }

  // --- reading -----------------------------------------------------------------------------------

  function start() {
    lines = linesOf(document.querySelector("main"));
    control.classList.add("reading");
    for (const other of others) other.hidden = false;
    say();
  }

  function say() {
    while (at < lines.length && (leftOut.has(lines[at].lang) || !isShown(lines[at].block))) at += 1;
    if (at >= lines.length) return stop();
    const { block, lang, text } = lines[at], voice = voiceFor(lang);
    if (!voice) leftOut.add(lang);
    note.removeAttribute("role");
    note.textContent = leftOut.size ? `${words.leftOut} ${[...leftOut].map((code) => names.of(code)).join(", ")}` : "";
    mark(block);
    // The first time, a voice that is understood says what is left out.
    const spoken = utterance = new SpeechSynthesisUtterance(voice ? text : note.textContent);
    spoken.voice = voice ?? voiceFor(own);
    spoken.lang = tag(spoken.voice);
    spoken.onend = () => spoken === utterance && say(at += 1);
    spoken.onerror = () => spoken === utterance && fail();
    play.textContent = words.pause;
    speech.speak(spoken);
  }

  function mark(block) {
    const before = document.querySelector(".being-read");
    if (block === before) return;
    before?.classList.remove("being-read");
    if (!block) return;
    block.classList.add("being-read");
    const { top, bottom } = block.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight - control.offsetHeight) block.scrollIntoView();
  }

  // Android cannot pause a voice, so it is ended, and the sentence begun anew.
  function pause() {
    utterance = null;
    speech.cancel();
    play.textContent = words.goOn;
  }

  function fail() {
    pause();
    note.setAttribute("role", "alert");
    note.textContent = words.failed;
  }

  function jump(step) {
    const isHeading = ({ block }, place) => block.matches(HEADING) && block !== lines[place - 1]?.block && isShown(block);
    do at += step; while (lines[at] && !isHeading(lines[at], at));
    at = Math.max(at, 0);
    pause();
    say();
  }

  function stop() {
    if (utterance) pause();
    if (control.contains(document.activeElement)) play.focus({ preventScroll: true });
    for (const other of others) other.hidden = true;
    control.classList.remove("reading");
    mark(null);
    note.textContent = "";
    play.textContent = words.listen;
    leftOut.clear();
    [lines, at] = [[], 0];
  }
})();
