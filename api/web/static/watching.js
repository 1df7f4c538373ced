// Work in the background, watched: an element with data-watch is told by server-sent events how far that is. When it is
// over the page is asked anew, with what came of it.

for (const place of document.querySelectorAll("[data-watch]:not([data-over])")) {
  const events = new EventSource(place.dataset.watch);
  const bar = place.querySelector("progress");
  const status = place.querySelector("[role=status] strong");
  const show = (event) => {
    const told = JSON.parse(event.data);
    const counts = told.counts ?? { waiting: told.waiting, done: told.done, failed: told.failed };
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    bar.max = all || 1;
    bar.value = all - counts.waiting;
    status.textContent = (told.counts ? all - counts.waiting : counts.done).toLocaleString("vi-VN");
  };
  events.addEventListener("progress", show);
  events.addEventListener("over", (event) => {
    events.close();
    show(event);
    location.reload();
  });
  addEventListener("pagehide", () => events.close());
}
