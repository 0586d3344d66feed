// Two pictures become one with a slider over it. Without this script they stand side by side.

for (const pair of document.querySelectorAll("[data-compare]")) {
  if (pair.querySelectorAll("img").length < 2) continue; // still being converted
  const slider = pair.querySelector(".compare__slider");
  const input = slider.querySelector("input");
  const show = () => {
    pair.style.setProperty("--at", `${input.value}%`);
    input.setAttribute("aria-valuetext", `${input.dataset.said}${input.value}`);
  };
  input.addEventListener("input", show);
  const image = pair.querySelector(".compare__after img");
  pair.style.setProperty("--shape", `${image.getAttribute("width")} / ${image.getAttribute("height")}`);
  slider.hidden = false;
  pair.classList.add("compare__pair--over");
  show();
}
