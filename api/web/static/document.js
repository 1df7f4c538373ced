// A document's text and its records show each other: by mouse over either, by focus, and with the arrow keys in the text.

const text = document.getElementById("text");
const records = document.getElementById("records");
const told = document.getElementById("told");
let current = null;

const pieces = (id) => text.querySelectorAll(`[data-of~="${CSS.escape(id)}"]`);
const card = (id) => records.querySelector(`[data-id="${CSS.escape(id)}"]`);

// Directives and counts first: what lies inside another is the shorter, and is named last.
const innermost = (piece) => piece.dataset.of.split(" ").at(-1);

function show(id, { inText = false, inRecords = false } = {}) {
  if (id !== current) {
    for (const on of document.querySelectorAll(".on")) on.classList.remove("on");
    current = id;
    for (const piece of pieces(id)) piece.classList.add("on");
    card(id)?.classList.add("on");
  }
  if (inText) within(text, pieces(id)[0]);
  if (inRecords) within(records, card(id));
}

// Scrolls a pane alone, and only as far as needed: the page itself stays where the reader left it.
function within(pane, element) {
  if (!element) return;
  const [outer, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  if (pane.scrollHeight <= pane.clientHeight) element.scrollIntoView({ block: "nearest" });
  else if (inner.top < outer.top || inner.bottom > outer.bottom) pane.scrollTop += inner.top - outer.top - outer.height / 3;
}

text.addEventListener("mouseover", ({ target }) => {
  const piece = target.closest("[data-of]");
  if (piece) show(innermost(piece), { inRecords: true });
});
text.addEventListener("click", ({ target }) => {
  const piece = target.closest("[data-of]");
  if (piece) card(innermost(piece))?.querySelector(".to-text").focus();
});
for (const kind of ["mouseover", "focusin"]) {
  records.addEventListener(kind, ({ target }) => {
    const record = target.closest("[data-id]");
    if (record) show(record.dataset.id, { inText: true });
  });
}

// From a record to its place in the text: the text takes the focus, so that the arrow keys go on from there.
records.addEventListener("click", (event) => {
  const link = event.target.closest(".to-text");
  if (!link) return;
  event.preventDefault();
  show(link.closest("[data-id]").dataset.id, { inText: true });
  text.focus({ preventScroll: true });
});

const order = [...text.querySelectorAll(".at")].map((place) => place.id.slice(2));

text.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step && order.length) {
    const at = order.indexOf(current);
    const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), order.length - 1);
    show(order[next], { inText: true, inRecords: true });
    told.textContent = card(order[next])?.querySelector(".to-text").textContent ?? "";
    event.preventDefault();
  } else if (event.key === "Enter" && current) {
    card(current)?.querySelector(".to-text").focus();
    event.preventDefault();
  }
});

// An address that names a record opens at it.
const named = decodeURIComponent(location.hash.slice(1));
if (named && card(named)) show(named, { inText: true, inRecords: true });
