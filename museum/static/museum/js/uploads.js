// Sends the files of a form piece by piece while the person goes on writing: a cut network goes on where it broke, even
// after the page was closed. Without this script the form sends them all at once, which works as well.

const LONG_PIECE = 1024 * 1024;
const PAUSES_MS = [0, 1000, 3000, 8000, 20000, 30000];
const ASK_MS = 1000;

const fill = (words, facts) => words.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

class Sending {
  constructor(form, file) {
    Object.assign(this, { form, file });
    this.row = form.querySelector("template").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.part("again").addEventListener("click", () => this.start());
    this.part("remove").addEventListener("click", () => this.remove());
    form.querySelector("[data-uploading]").append(this.row);
  }

  part(name) {
    return this.row.querySelector(`[data-part="${name}"]`);
  }

  get headers() {
    return { "X-Contribution-Token": this.form.dataset.token };
  }

  tell(words, { again = false } = {}) {
    this.part("words").textContent = words;
    this.part("again").hidden = !again;
  }

  async start() {
    this.tell(this.form.dataset.sending);
    this.upload = new tus.Upload(this.file, {
      endpoint: this.form.dataset.uploads,
      chunkSize: LONG_PIECE,
      retryDelays: PAUSES_MS,
      metadata: { filename: this.file.name, filetype: this.file.type },
      headers: this.headers,
      fingerprint: (file) => Promise.resolve([this.form.dataset.draft, file.name, file.size, file.lastModified].join("-")),
      removeFingerprintOnSuccess: true,
      onProgress: (sent, size) => this.progress(sent / size),
      onError: (problem) => this.tell(sentence(problem) || this.form.dataset.cut, { again: true }),
      onSuccess: () => this.wait(),
    });
    const [earlier] = await this.upload.findPreviousUploads();
    if (earlier) this.upload.resumeFromPreviousUpload(earlier);
    this.upload.start();
  }

  progress(part) {
    const bar = this.part("progress");
    bar.hidden = false;
    bar.value = part;
    if (part < 1) this.tell(fill(this.form.dataset.percent, { percent: Math.floor(part * 100) }));
  }

  // All of it is there; now the museum looks at it, and may find that it is no picture after all.
  async wait() {
    this.part("progress").hidden = true;
    this.tell(this.form.dataset.looking);
    for (;;) {
      const answer = await fetch(this.upload.url, { headers: this.headers }).catch(() => null);
      const said = answer && answer.ok ? await answer.json() : {};
      if (answer && !answer.ok && answer.status < 500) return this.tell(this.form.dataset.cut, { again: true });
      if (said.state === "done") return this.finished();
      if (said.state === "failed") return this.tell(said.error);
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    }
  }

  finished() {
    this.done = true;
    this.part("remove").hidden = true;
    this.tell(this.form.dataset.arrived);
  }

  async remove() {
    if (this.upload) await this.upload.abort(true).catch(() => {});
    this.row.remove();
  }
}

function sentence(problem) {
  try {
    return JSON.parse(problem.originalResponse.getBody()).message;
  } catch {
    return "";
  }
}

for (const form of document.querySelectorAll("form[data-uploads]")) {
  const chooser = form.querySelector("input[type=file][multiple]");
  const sending = new Set();
  chooser.required = false;
  chooser.addEventListener("change", () => {
    for (const chosen of chooser.files) {
      const file = new Sending(form, chosen);
      sending.add(file);
      file.start();
    }
    chooser.value = "";
  });
  form.addEventListener("submit", (event) => {
    const waiting = [...sending].filter((file) => !file.done && file.row.isConnected && !file.part("progress").hidden);
    if (!waiting.length) return;
    event.preventDefault();
    waiting[0].row.scrollIntoView();
    waiting[0].tell(form.dataset.wait);
  });
}
