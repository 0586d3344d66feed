// 这是谁: a tap on a face chooses it, a tap beside them says where. Without it the list and two words do the same.
const ANOTHER = "0";
const form = document.querySelector("[data-naming]");
const picture = form?.querySelector("[data-point]");

if (picture) {
  const here = picture.querySelector("[data-here]");
  const image = picture.querySelector("img");
  const faces = [...picture.querySelectorAll("[data-face]")];
  const choices = [...form.elements.namedItem("face").length ? form.elements.namedItem("face") : [form.elements.namedItem("face")]];

  const show = () => {
    const chosen = choices.find((choice) => choice.checked)?.value;
    for (const face of faces) face.toggleAttribute("data-chosen", face.dataset.face === chosen);
    const { x, y } = form.elements;
    const isPoint = chosen === ANOTHER && x.value !== "" && y.value !== "";
    here.hidden = !isPoint;
    if (!isPoint) return;
    here.style.setProperty("left", `${(x.value / 1000) * image.clientWidth}px`);
    here.style.setProperty("top", `${(y.value / 1000) * image.clientHeight}px`);
  };

  const choose = (value) => {
    const choice = choices.find((each) => each.value === value);
    if (choice) choice.checked = true;
    show();
  };

  picture.addEventListener("click", (event) => {
    const face = event.target.closest("[data-face]");
    if (face) {
      event.preventDefault();
      choose(face.dataset.face);
      return;
    }
    const box = image.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * 1000);
    const y = Math.round(((event.clientY - box.top) / box.height) * 1000);
    if (x < 0 || y < 0 || x > 1000 || y > 1000) return;
    form.elements.x.value = x;
    form.elements.y.value = y;
    choose(ANOTHER);
  });
  form.addEventListener("change", show);
  addEventListener("resize", show);
  picture.dataset.ready = "";
  picture.querySelector("[data-how]").hidden = false;
  show();
}
