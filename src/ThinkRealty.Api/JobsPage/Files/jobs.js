// Keeps the board up to date: fetches it anew and changes only what differs, so that focus, selection, scrolling and what
// was opened stay as they are.
"use strict";

(() => {
  const pause = 5000;
  const patience = 10000;
  const kept = "thinkrealty.jobs.refresh";

  const board = document.getElementById("board");
  const button = document.getElementById("refresh");
  const link = document.getElementById("link");
  const news = document.getElementById("news");
  const words = link.dataset;

  let isOn = sessionStorage.getItem(kept) !== "off";
  let isLost = false;
  let isToldBefore = false;
  let isAsking = false;
  let timer;

  function plan(after) {
    clearTimeout(timer);
    if (isOn && !document.hidden) timer = setTimeout(refresh, after);
  }

  async function refresh() {
    if (isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch(words.source, {
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout(patience),
      });
      // Signed out, or no supervisor any more: the page itself says so.
      if (answer.type === "opaqueredirect" || answer.status === 403) return location.reload();
      const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
      if (!fresh) throw new Error(`${answer.status}`);
      if (isOn) show(fresh);
      reach(true);
    } catch {
      reach(false);
    } finally {
      isAsking = false;
      plan(pause);
    }
  }

  function reach(isReached) {
    if (!isReached) {
      if (!isLost) tell(words.lost);
    } else if (isLost) tell(words.found);
    else if (isToldBefore) tell("");
    else isToldBefore = link.textContent !== "";
    isLost = !isReached;
    link.classList.toggle("lost", isLost);
  }

  // Stays until the second answer after it.
  function tell(text) {
    link.textContent = text;
    isToldBefore = false;
  }

  function show(fresh) {
    const before = newsOf(board);
    const focused = document.activeElement;
    const around = [];
    for (let place = focused; place && place !== board; place = place.parentElement) if (place.id) around.push(place.id);

    morph(board, fresh);

    // What was focused is gone: go on at what it was in, not at the top of the page.
    if (document.activeElement === document.body && around.length > 0) {
      const place = around.map((id) => document.getElementById(id)).find(Boolean);
      if (place) {
        place.tabIndex = -1;
        place.focus({ preventScroll: true });
      }
    }

    const after = [...newsOf(board)].filter(([id, text]) => before.get(id) !== text).map(([, text]) => text);
    if (after.length > 0) news.textContent = after.join(". ");
  }

  function newsOf(root) {
    return new Map([...root.querySelectorAll("[data-news]")].map((card) => [card.id, card.dataset.news]));
  }

  // Makes one element like another of the same name.
  function morph(old, fresh) {
    for (const { name } of [...old.attributes]) {
      const isReaders = old.localName === "details" && name === "open";
      const isOurs = name === "tabindex";
      if (!fresh.hasAttribute(name) && !isReaders && !isOurs) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    morphChildren(old, fresh);
  }

  // Children with an id are known by it, others by their place among those without.
  function morphChildren(old, fresh) {
    const ids = new Set([...fresh.children].map((child) => child.id));
    for (const child of [...old.children]) {
      if (child.id && !ids.has(child.id)) child.remove();
    }

    let next = old.firstChild;
    for (const wanted of [...fresh.childNodes]) {
      const there = wanted.id ? [...old.children].find((child) => child.id === wanted.id) : next;
      if (!there || !isAlike(there, wanted)) {
        old.insertBefore(document.importNode(wanted, true), next);
        continue;
      }

      while (next && next !== there && !next.id) next = removed(next);
      if (there !== next) old.insertBefore(there, next);
      next = there.nextSibling;
      if (wanted.nodeType === Node.ELEMENT_NODE) morph(there, wanted);
      else if (there.data !== wanted.data) there.data = wanted.data;
    }

    while (next) next = removed(next);
  }

  function removed(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  function isAlike(one, other) {
    return one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
  }

  function label() {
    button.textContent = isOn ? words.stop : words.start;
  }

  button.addEventListener("click", () => {
    isOn = !isOn;
    sessionStorage.setItem(kept, isOn ? "on" : "off");
    label();
    tell(isOn ? words.started : words.stopped);
    plan(0);
  });
  document.addEventListener("visibilitychange", () => plan(0));

  label();
  button.hidden = false;
  plan(pause);
})();
