// Shows how far a large upload has come. Without it the form is an ordinary form and works just the same.
const TEXT = { sending: "正在上传", checking: "已传完，正在检查文件……", broken: "没有传成：网络断了。请再试一次。" };

function meterFor(form) {
  let meter = form.querySelector("[data-upload-meter]");
  if (!meter) {
    meter = document.createElement("p");
    meter.dataset.uploadMeter = "";
    meter.setAttribute("role", "status");
    const bar = document.createElement("progress");
    bar.className = "media-progress";
    bar.max = 100;
    meter.append(bar, document.createElement("span"));
    form.append(meter);
  }
  return { bar: meter.querySelector("progress"), words: meter.querySelector("span") };
}

function follow(request, form) {
  const { bar, words } = meterFor(form);
  let told = -1;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((event.loaded / event.total) * 100);
    bar.value = percent;
    if (percent !== told && percent % 5 === 0) words.textContent = `${TEXT.sending} ${percent}%`;
    told = percent;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    words.textContent = TEXT.checking;
  });
  request.addEventListener("error", () => {
    bar.value = 0;
    words.textContent = TEXT.broken;
  });
}

// The page of its own.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-upload-progress]") || !form.querySelector("input[type=file]")?.files.length) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  const request = new XMLHttpRequest();
  follow(request, form);
  button.disabled = true;
  request.addEventListener("load", () => {
    if (request.getResponseHeader("Content-Type")?.startsWith("application/json")) {
      window.location.assign(JSON.parse(request.responseText).url);
      return;
    }
    const answer = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("form[data-upload-progress]");
    if (answer) form.replaceWith(document.importNode(answer, true));
    else window.location.reload();
  });
  request.addEventListener("error", () => {
    button.disabled = false;
  });
  request.open("POST", form.action);
  request.setRequestHeader("X-Upload", "1");
  request.send(new FormData(form));
});

// The chooser's dialog sends its form itself, through jQuery.
if (window.jQuery) {
  window.jQuery.ajaxPrefilter((options) => {
    if (!(options.data instanceof FormData)) return;
    const form = document.querySelector("form[data-chooser-modal-creation-form]:has(input[type=file])");
    if (!form) return;
    options.xhr = () => {
      const request = new XMLHttpRequest();
      follow(request, form);
      return request;
    };
  });
}
