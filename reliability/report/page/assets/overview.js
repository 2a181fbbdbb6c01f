"use strict";
// Sorts and filters. Everything is read from the page; text of documents is only ever handed on as text.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  document.documentElement.classList.add("scripted");

  const rows = all(".ratings tbody tr");
  const articles = new Map(all("article.document").map((article) => [article.dataset.for, article]));
  const points = new Map(all(".point").map((point) => [point.dataset.go, point]));

  // Sorting: a heading sorts by its column, once more turns the order round. What has no value comes last.
  const heads = all(".ratings thead th");
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return "v" in cell.dataset ? parseFloat(cell.dataset.v) : one("a", cell).textContent.toLowerCase();
  };
  const compare = (a, b) => (typeof a === "string" ? (a < b ? -1 : a > b ? 1 : 0) : a - b);
  const sort = (column, sign) => {
    const keyed = rows.map((row, at) => ({ row, at, key: valueOf(row, column) }));
    keyed.sort((a, b) => {
      const lacking = Number.isNaN(a.key) - Number.isNaN(b.key);
      return lacking || (Number.isNaN(a.key) ? 0 : sign * compare(a.key, b.key)) || a.at - b.at;
    });
    const body = one(".ratings tbody");
    const home = one("section.documents");
    body.append(...keyed.map(({ row }) => row));
    home.append(...keyed.map(({ row }) => articles.get(row.dataset.for)));
    heads.forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = Number(head.dataset.first);
      const before = { ascending: 1, descending: -1 }[head.getAttribute("aria-sort")];
      sort(column, before ? -before : first);
    });
  });

  // Filtering: by level, by flag, by words of the title, the names or the text.
  const form = one("form.controls");
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) {
      const body = one(".text", articles.get(row.dataset.for));
      const stated = one(".stated", articles.get(row.dataset.for));
      texts.set(row, [one(".name", row), stated, body].map((part) => part.textContent).join("\n").toLowerCase());
    }
    return texts.get(row);
  };
  const filter = () => {
    const levels = new Set(all("[name=level]:checked", form).map((box) => box.value));
    const flag = form.elements.flag.value;
    const words = form.elements.text.value.toLowerCase().trim();
    let shown = 0;
    for (const row of rows) {
      const fits =
        levels.has(row.dataset.level) &&
        (!flag || row.dataset.flags.split(" ").includes(flag)) &&
        (!words || textOf(row).includes(words));
      row.hidden = !fits;
      articles.get(row.dataset.for).hidden = !fits;
      points.get(row.dataset.for)?.classList.toggle("off", !fits);
      shown += fits;
    }
    const number = (n) => n.toLocaleString("en");
    const whole = `${number(rows.length)} document${rows.length === 1 ? "" : "s"}`;
    one("output", form).textContent = shown === rows.length ? whole : `${number(shown)} of ${whole}`;
    one(".empty").hidden = shown > 0;
  };
  if (form) {
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 120);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    // A browser that comes back to a page fills in what was chosen before.
    filter();
  }
})();
