// Files dropped on an element with data-drop become those of the file field in it, and their names are told.

for (const place of document.querySelectorAll("[data-drop]")) {
  const field = place.querySelector("input[type=file]");
  const names = place.querySelector(".dropped");
  const tell = () => {
    names.replaceChildren(
      ...[...field.files].map((file) => Object.assign(document.createElement("li"), { textContent: file.name })),
    );
  };
  const over = (on) => (event) => {
    event.preventDefault();
    place.classList.toggle("over", on);
  };
  place.addEventListener("dragover", over(true));
  place.addEventListener("dragleave", over(false));
  place.addEventListener("drop", (event) => {
    over(false)(event);
    field.files = event.dataTransfer.files;
    tell();
  });
  field.addEventListener("change", tell);
}
