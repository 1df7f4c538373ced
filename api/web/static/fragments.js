// Parts of a page that take longer to make: an element with data-fragment is filled with what is at that address. What
// stands in it before leads there without scripts.

async function fill(place) {
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(place.dataset.fragment, { headers: { Accept: "text/x-fragment" } });
    if (answer.ok) place.innerHTML = await answer.text();
  } finally {
    place.removeAttribute("aria-busy");
  }
}

for (const place of document.querySelectorAll("[data-fragment]")) fill(place);
