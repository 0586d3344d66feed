// The facet drawer is a column on a desk. Everything else on the page works without this file.
const drawer = document.querySelector("[data-drawer]");
if (drawer && document.documentElement.dataset.reading !== "large") {
  drawer.open = matchMedia("(min-width: 64em)").matches;
}

// The address as one sends it on: what a form adds and means nothing is left out.
const canonical = document.querySelector("link[rel=canonical]");
if (canonical) history.replaceState(null, "", new URL(canonical.href).search + location.hash);

for (const form of document.querySelectorAll(".span")) {
  form.addEventListener("submit", () => {
    for (const input of form.elements) if (input.name && !input.value) input.disabled = true;
  });
}
