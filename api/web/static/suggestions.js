// Suggestions of units and people under a search box (the combobox pattern of ARIA): what is chosen becomes a filter in
// the address, in place of the words typed. Without scripts the box is a plain form.

const KINDS = { unit: "đơn vị", person: "người" };
const PATIENCE = 150; // milliseconds without a key before anything is asked

function suggesting(box) {
  const list = document.createElement("ul");
  Object.assign(list, { id: "suggestions", hidden: true, className: "suggestions" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý đơn vị và người");
  box.closest(".box").append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    box.setAttribute(name, value);
  }
  let timer = 0;
  let asking = new AbortController();
  let at = -1;

  function close() {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function option({ kind, name }, index) {
    const item = document.createElement("li");
    Object.assign(item, { id: `suggestion-${index}` });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.kind = kind;
    item.dataset.name = name;
    const label = document.createElement("small");
    label.textContent = KINDS[kind];
    item.append(name, " ", label);
    return item;
  }

  function choose(item) {
    const address = new URL(box.form.action);
    for (const [name, value] of new FormData(box.form)) if (value && name !== "q") address.searchParams.set(name, value);
    address.searchParams.set(item.dataset.kind, item.dataset.name);
    location.assign(address);
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const typed = box.value.trim();
    if (typed.length < 2) return close();
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      const found = answer.ok ? await answer.json() : [];
      list.replaceChildren(...found.map(option));
      close();
      list.hidden = found.length === 0;
      box.setAttribute("aria-expanded", String(found.length > 0));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  function move(step) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = Math.max(-1, Math.min(at + step, list.children.length - 1));
    list.children[at]?.setAttribute("aria-selected", "true");
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PATIENCE);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && at >= 0) choose(list.children[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", () => setTimeout(close, PATIENCE));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", ({ target }) => choose(target.closest("li")));
}

for (const box of document.querySelectorAll("[data-suggest]")) suggesting(box);
