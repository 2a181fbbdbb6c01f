// Opens what a link leads to, and shows notes on marked words.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const form = one("form.controls");

  // Links: what they lead to may lie in closed details, or be filtered away.
  const reveal = () => {
    let name = "";
    try {
      name = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = name && document.getElementById(name);
    if (!target || !one("main").contains(target)) return;
    const article = target.closest("article.document");
    if (article?.hidden) form.reset();
    for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) {
      details.open = true;
    }
    const summary = article && one("summary", article);
    const go = () => {
      (summary ?? target).scrollIntoView({ block: "start" });
      summary?.focus({ preventScroll: true });
    };
    // What comes into view is laid out only then, and moves what is below it: so once more after that.
    requestAnimationFrame(() => {
      if (article) article.hidden = false;
      go();
      requestAnimationFrame(go);
    });
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    // The same link a second time changes no address, and still should lead there.
    if (link && link.hash === location.hash) reveal();
    const point = event.target.closest(".point");
    if (point) location.hash = point.dataset.go;
  });

  // Printing: everything is opened first where the style sheet cannot do it.
  if (!CSS.supports("selector(::details-content)")) {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = all("details:not([open])");
      opened.forEach((details) => (details.open = true));
    });
    addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
  }

  // Notes on marked words: by pointing, touching, or stepping through them.
  const note = document.getElementById("note");
  const notes = JSON.parse(document.getElementById("notes").textContent);
  const make = (name, text, className = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const claims = (mark) =>
    (mark.dataset.c ?? "").split(" ").filter(Boolean).map((id) => {
      const claim = document.getElementById(id);
      const other = one("h5 bdi", claim.closest(".pair")).textContent;
      const [, ...does] = one("p", claim).textContent.split(": ");
      return make("p", `${other} ${does.join(": ").trim()}: “${one("blockquote + blockquote", claim).textContent}”`);
    });
  const explain = (mark) => {
    const parts = [];
    for (let at = mark; at; at = at.parentElement.closest("mark[data-n]")) {
      const { signal, words, meaning } = notes[Number(at.dataset.n)];
      const line = make("p", "", `entry ${at.className}`);
      line.append(make("b", signal), ` ${words}: ${meaning}`);
      parts.push(line, ...claims(at));
    }
    return parts;
  };
  let marked = null;
  let leaving = 0;
  const hide = () => {
    note.hidden = true;
    marked?.classList.remove("lit");
    marked?.removeAttribute("aria-describedby");
    marked = null;
  };
  const show = (mark, x) => {
    clearTimeout(leaving);
    if (mark === marked) return;
    hide();
    marked = mark;
    mark.classList.add("lit");
    mark.setAttribute("aria-describedby", "note");
    note.replaceChildren(...explain(mark));
    note.hidden = false;
    const boxes = [...mark.getClientRects()];
    const box = boxes.find((one) => x >= one.left && x <= one.right) ?? boxes[0];
    const { offsetWidth: width, offsetHeight: height } = note;
    const room = document.documentElement.clientWidth - width - 8;
    note.style.left = `${scrollX + Math.max(8, Math.min(box.left, room))}px`;
    const below = box.bottom + 6;
    const fits = below + height <= innerHeight || box.top < height + 6;
    note.style.top = `${scrollY + (fits ? below : box.top - height - 6)}px`;
  };
  const markAt = (event) => event.target.closest?.(".text mark[data-n]");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = markAt(event);
    if (mark) show(mark, event.clientX);
    else if (marked && !note.contains(event.target) && document.activeElement !== marked) {
      // Time enough to move onto the note itself.
      leaving = setTimeout(hide, 250);
    } else clearTimeout(leaving);
  });
  document.addEventListener("click", (event) => {
    const mark = markAt(event);
    if (mark) {
      visit(mark);
      show(mark, event.clientX);
    } else if (!note.contains(event.target)) hide();
  });
  addEventListener("scroll", () => document.activeElement !== marked && hide(), { passive: true });

  // Each text is one stop for Tab; the arrow keys go from mark to mark.
  const stops = (text) => all("mark[data-n]:not(.more)", text).filter((mark) => mark.getClientRects().length);
  const ready = (text) => {
    if (!one("[tabindex='0']", text)) one("mark[data-n]", text)?.setAttribute("tabindex", "0");
  };
  const visit = (mark) => {
    const text = mark.closest(".text");
    all("[tabindex]", text).forEach((other) => other.removeAttribute("tabindex"));
    mark.setAttribute("tabindex", "0");
    mark.focus({ preventScroll: true });
  };
  document.addEventListener("focusin", (event) => {
    const mark = markAt(event);
    if (mark) show(mark, NaN);
    else if (!note.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const mark = markAt(event);
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const found = stops(mark.closest(".text"));
    const at = found.indexOf(mark);
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 };
    if (!(event.key in next)) return undefined;
    event.preventDefault();
    const to = found[Math.max(0, Math.min(found.length - 1, next[event.key]))];
    to.scrollIntoView({ block: "nearest" });
    visit(to);
    return undefined;
  });
  document.addEventListener("toggle", (event) => event.target.open && all(".text", event.target).forEach(ready), true);
  all("details[open] .text").forEach(ready);

  // The key beside a text switches a signal's marks off and on.
  document.addEventListener("change", (event) => {
    if (!event.target.closest(".looks")) return;
    one(".text", event.target.closest("article")).classList.toggle(`no-${event.target.value}`, !event.target.checked);
  });

  if (location.hash) reveal();
})();
