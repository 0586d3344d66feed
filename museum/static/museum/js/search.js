// The facet drawer is a column on a desk. Everything else on the page works without this file.
const drawer = document.querySelector("[data-drawer]");
if (drawer && document.documentElement.dataset.reading !== "large") {
  drawer.open = matchMedia("(min-width: 64em)").matches;
}
