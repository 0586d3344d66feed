// What has been spoken lies here, in this browser's own database, from the moment it was cut until it is handed in.
// Numbers count the takes and chunks, never a clock: a phone with a wrong one records as well.

const NAME = "museum-voice";
const FORGETS_LAST = { durability: "strict" }; // written to the disk, not only to memory, before we say "saved"

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export class Shelf {
  // `draft` names the contribution; another one on the same phone is not touched.
  static async open(draft) {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("takes", { keyPath: "key" }).createIndex("draft", "draft");
      const chunks = request.result.createObjectStore("chunks", { keyPath: ["take", "sequence"] });
      chunks.createIndex("waiting", ["draft", "waiting"]);
    };
    const shelf = new Shelf();
    shelf.draft = draft;
    shelf.base = await done(request);
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    return shelf;
  }

  store(name, mode = "readonly") {
    const transaction = this.base.transaction(name, mode, FORGETS_LAST);
    return [transaction.objectStore(name), transaction];
  }

  async put(name, row) {
    const [store, transaction] = this.store(name, "readwrite");
    store.put(row);
    await committed(transaction);
  }

  async takes() {
    const rows = await done(this.store("takes")[0].index("draft").getAll(this.draft));
    return rows.sort((one, other) => one.ordinal - other.ordinal);
  }

  async begin(ordinal) {
    const take = { key: crypto.randomUUID ? crypto.randomUUID() : uuid(), draft: this.draft, ordinal, chunks: 0, ms: 0, deleted: false };
    await this.put("takes", take);
    return take;
  }

  // The chunk and the count of its take stand or fall together.
  async keep(take, chunk) {
    const transaction = this.base.transaction(["takes", "chunks"], "readwrite", FORGETS_LAST);
    const ms = take.ms + chunk.ms;
    transaction.objectStore("chunks").put({ ...chunk, take: take.key, ordinal: take.ordinal, draft: this.draft, waiting: 1 });
    transaction.objectStore("takes").put({ ...take, chunks: chunk.sequence + 1, ms });
    await committed(transaction);
    Object.assign(take, { chunks: chunk.sequence + 1, ms });
  }

  nextWaiting() {
    return done(this.store("chunks")[0].index("waiting").get([this.draft, 1]));
  }

  countWaiting() {
    return done(this.store("chunks")[0].index("waiting").count([this.draft, 1]));
  }

  arrived(chunk) {
    return this.put("chunks", { ...chunk, waiting: 0 });
  }

  async waitAgain(take) {
    for (const chunk of await this.chunks(take)) if (!chunk.waiting) await this.put("chunks", { ...chunk, waiting: 1 });
  }

  chunks(take) {
    return done(this.store("chunks")[0].getAll(IDBKeyRange.bound([take, 0], [take, Infinity])));
  }

  // The sound goes; the row stays until the museum has heard that it went.
  async remove(take) {
    const transaction = this.base.transaction(["takes", "chunks"], "readwrite", FORGETS_LAST);
    transaction.objectStore("chunks").delete(IDBKeyRange.bound([take.key, 0], [take.key, Infinity]));
    transaction.objectStore("takes").put({ ...take, deleted: true });
    await committed(transaction);
  }

  async clear() {
    for (const take of await this.takes()) {
      const transaction = this.base.transaction(["takes", "chunks"], "readwrite", FORGETS_LAST);
      transaction.objectStore("chunks").delete(IDBKeyRange.bound([take.key, 0], [take.key, Infinity]));
      transaction.objectStore("takes").delete(take.key);
      await committed(transaction);
    }
  }
}

// Safari 15.4 has crypto.randomUUID; other browsers of its age may not.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
