"""The engine inside the process: Tantivy, no server to start.

On disk, under one folder:

    live                     the name of the generation that visitors search
    <generation>/about.json  fingerprint of the analyzer, whether it was promoted
    <generation>/commit      rewritten after each commit; readers reload when it changes
    <generation>/entries/    a Tantivy index
    <generation>/passages/   another: BM25 statistics of records and of speech must not mix

Every swap is one rename, so `kill -9` at any moment leaves a whole index. One process writes (Tantivy's lock, which the
system gives back when the process dies), any number read.
"""

import json
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.documents import Stored, prepare
from search.engines.base import Answer, Ask, Counts, EngineError, Index, IndexMissing, Kind, WriterBusy, WriteRefused
from search.engines.tantivy_facets import Values
from search.engines.tantivy_files import Verifier, store_as_written
from search.engines.tantivy_schema import SCHEMAS, to_document
from search.engines.tantivy_search import Reader
from search.entries import Entry
from search.entry_numbers import number_of
from search.text.streams import Analyzer

WRITER_HEAP_BYTES = {"entries": 64_000_000, "passages": 63_000_000}
"""When so much is waiting it is written out as a segment, beside the analysis of what follows; a commit waits for the
rest alone. A turn of a rebuild makes two segments of passages of about one size (docs/adr/0028)."""
LOCK_BUSY = "LockBusy"
LIVE = "live"
ABOUT = "about.json"
COMMIT = "commit"
GENERATION = re.compile(r"g\d+")
RUST_PANIC = "PanicException"
"""What Tantivy throws where it never expected to get; no subclass of Exception."""


class EmbeddedIndex:
    """One generation on disk."""

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        self._folder = folder
        self._commit_file = folder / COMMIT
        self._analyzer = analyzer
        self._lock = threading.RLock()
        self._indexes: dict[Kind, tantivy.Index] = {}
        self._writers: dict[Kind, tantivy.IndexWriter] = {}
        self._seen_commit = -1
        self._verifier = Verifier()
        self._values = Values()
        with self._reading():
            for kind in SCHEMAS:
                self._indexes[kind] = tantivy.Index.open(str(folder / kind))
            self._read_about()

    @staticmethod
    def make(folder: Path, analyzer: Analyzer) -> "EmbeddedIndex":
        for kind, schema in SCHEMAS.items():
            (folder / kind).mkdir(parents=True)
            tantivy.Index(schema, path=str(folder / kind))
            store_as_written(folder / kind)
        _write_whole(folder / COMMIT, "0")
        _write_whole(folder / ABOUT, json.dumps({"fingerprint": analyzer.fingerprint, "promoted": False}))
        return EmbeddedIndex(folder, analyzer)

    def use(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def generation(self) -> str:
        return self._folder.name

    @property
    def is_remote(self) -> bool:
        return False

    @property
    def fingerprint(self) -> str:
        return str(self._read_about()["fingerprint"])

    @property
    def was_promoted(self) -> bool:
        return bool(self._read_about()["promoted"])

    def stamp(self, fingerprint: str) -> None:
        self._write_about(fingerprint=fingerprint)

    def mark_promoted(self) -> None:
        self._write_about(promoted=True)

    def _read_about(self) -> dict[str, object]:
        """Raises IndexMissing: the folder may be deleted under an index that is open."""
        try:
            about: dict[str, object] = json.loads((self._folder / ABOUT).read_text(encoding="utf-8"))
            return {"fingerprint": about["fingerprint"], "promoted": about["promoted"]}
        except (OSError, ValueError, KeyError) as error:
            message = f"The search index {self._folder} is damaged ({error}). Rebuild it: manage.py reindex."
            raise IndexMissing(message) from error

    def _write_about(self, **changes: object) -> None:
        _write_whole(self._folder / ABOUT, json.dumps(self._read_about() | changes))

    # --- writing

    def write(self, entries: Sequence[Entry]) -> int:
        """Entry by entry: the tokens of a whole batch at once would take more memory than the index's writers."""
        with self._lock:
            self._delete([entry.id for entry in entries])
            for entry in entries:
                document = prepare(entry, self._analyzer)
                self._add("entries", document.entry)
                for passage in document.passages:
                    self._add("passages", passage)
        return len(entries)

    def delete(self, entry_ids: Sequence[str]) -> None:
        with self._lock:
            self._delete(entry_ids)

    def commit(self) -> None:
        """Passages first: should the process die in between, an entry never promises passages that are not there."""
        with self._lock:
            for kind in ("passages", "entries"):
                if writer := self._writers.get(kind):
                    with self._writing():
                        writer.commit()
            if self._writers:
                with self._writing():
                    _write_whole(self._commit_file, str(time.time_ns()))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What the disk refuses, in words; what was not committed is given up, and a later write begins anew."""
        try:
            yield
        except (ValueError, OSError) as error:
            self._abandon()
            message = f"The search index {self._folder} took no commit: {error}. Is the disk full?"
            raise EngineError(message) from error

    def _delete(self, entry_ids: Sequence[str]) -> None:
        for kind in SCHEMAS:
            writer = self._writer(kind)
            for entry_id in entry_ids:
                writer.delete_documents_by_term("entry_number", number_of(entry_id))

    def _add(self, kind: Kind, document: Stored) -> None:
        try:
            self._writer(kind).add_document(to_document(kind, document))
        except (ValueError, OSError) as error:
            self._abandon()
            raise WriteRefused(f"{document.id} was not taken by the search index: {error}.") from error

    def _writer(self, kind: Kind) -> tantivy.IndexWriter:
        if kind not in self._writers:
            try:
                self._writers[kind] = self._indexes[kind].writer(WRITER_HEAP_BYTES[kind], 1)
            except (ValueError, OSError) as error:
                if LOCK_BUSY in str(error):
                    message = f"Another process writes the search index {self._folder}. Only one may: stop the other."
                    raise WriterBusy(message) from error
                raise EngineError(f"The search index {self._folder} cannot be written: {error}.") from error
        return self._writers[kind]

    def _abandon(self) -> None:
        """Gives up what was not committed; the next write opens new writers."""
        self._writers.clear()

    # --- reading

    def ask(self, *questions: Ask) -> list[Answer]:
        with self._reading():
            reader = self._reader()
            return [reader.answer(question) for question in questions]

    def counts(self) -> Counts:
        with self._reading():
            reader = self._reader()
            return Counts(reader.count("entries"), reader.count("passages"))

    def entry_ids(self) -> frozenset[str]:
        with self._reading():
            return self._reader().entry_ids()

    def frequency(self, kind: Kind, field: str, values: Sequence[str]) -> dict[str, int]:
        with self._reading():
            return self._reader().frequency(kind, field, values)

    def _reader(self) -> Reader:
        """Readers follow the commit file, so both indexes move together."""
        commit = self._commit_file.stat().st_mtime_ns
        if commit != self._seen_commit:
            with self._lock:
                for index in self._indexes.values():
                    index.reload()
                self._current = Reader({kind: index.searcher() for kind, index in self._indexes.items()}, self._values)
                self._seen_commit = commit
        return self._current

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Files that are gone or broken are a missing index: it will be rebuilt."""
        try:
            yield
        except (ValueError, OSError) as error:
            raise IndexMissing(self._unreadable(error)) from error
        except BaseException as error:
            if type(error).__name__ != RUST_PANIC:
                raise
            raise IndexMissing(self._unreadable(error)) from error

    def _unreadable(self, error: BaseException) -> str:
        return f"The search index {self._folder} cannot be read: {error}. Rebuild it: manage.py reindex."

    def damage(self) -> str:
        found = (self._verifier.damage(self._folder / kind) for kind in SCHEMAS)
        return next((f"The search index {self._folder} is damaged: {what}." for what in found if what), "")

    def close(self) -> None:
        """Lets merges end first: a writer that is dropped breaks them off, and segments would pile up commit by
        commit."""
        with self._lock:
            writers = list(self._writers.values())
            self._writers.clear()
            self._seen_commit = -1
        for writer in writers:
            writer.wait_merging_threads()


class EmbeddedEngine:
    """The generations under one folder."""

    name = "embedded"

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        self._folder = folder
        self._live_file = folder / LIVE
        self._analyzer = analyzer
        self._open: EmbeddedIndex | None = None
        self._live_read = ((0, 0), "")
        self._lock = threading.Lock()

    def use(self, analyzer: Analyzer) -> None:
        with self._lock:
            self._analyzer = analyzer
            if self._open is not None:
                self._open.use(analyzer)

    def live(self) -> EmbeddedIndex:
        name = self._live_name()
        if not name:
            raise IndexMissing(f"There is no search index in {self._folder}. Build it: manage.py reindex.")
        with self._lock:
            if self._open is None or self._open.generation != name:
                self._open = EmbeddedIndex(self._folder / name, self._analyzer)
            return self._open

    def look_again(self) -> None:
        """Readers that are in the middle of a question keep what they have open."""
        with self._lock:
            self._open = None

    def building(self) -> EmbeddedIndex | None:
        live = self._live_name()
        for folder in reversed(self._generations()):
            if folder.name > live and (folder / ABOUT).exists():
                return EmbeddedIndex(folder, self._analyzer)
        return None

    def create(self) -> EmbeddedIndex:
        live = self._live_name()
        for folder in self._generations():
            if folder.name > live:
                shutil.rmtree(folder)
        name = f"g{time.time_ns():020d}"
        return EmbeddedIndex.make(self._folder / name, self._analyzer)

    def promote(self, index: Index) -> None:
        index.commit()
        promoted = (
            index
            if isinstance(index, EmbeddedIndex)
            else EmbeddedIndex(self._folder / index.generation, self._analyzer)
        )
        promoted.mark_promoted()
        _write_whole(self._live_file, promoted.generation)
        with self._lock:
            self._open = promoted
        for folder in self._generations():
            if folder.name != promoted.generation:
                shutil.rmtree(folder, ignore_errors=True)

    def destroy(self) -> None:
        self.close()
        self._live_file.unlink(missing_ok=True)
        for folder in self._generations():
            shutil.rmtree(folder, ignore_errors=True)

    def health(self) -> str:
        try:
            self.live()
        except IndexMissing as missing:
            return str(missing)
        return ""

    def close(self) -> None:
        with self._lock:
            if self._open is not None:
                self._open.close()
            self._open = None

    def _live_name(self) -> str:
        """Empty where there is none, and where the file says anything else than the name of a generation. The file is
        replaced, never written in place: while it is the same one it is not read again."""
        try:
            told = self._live_file.stat()
            seen, name = self._live_read
            if seen != (told.st_ino, told.st_mtime_ns):
                name = self._live_file.read_text(encoding="ascii").strip()
                self._live_read = (told.st_ino, told.st_mtime_ns), name
        except (OSError, ValueError):
            return ""
        return name if GENERATION.fullmatch(name) else ""

    def _generations(self) -> list[Path]:
        return sorted(self._folder.glob("g[0-9]*")) if self._folder.exists() else []


def _write_whole(path: Path, text: str) -> None:
    """Replaces a file so that a reader finds the old or the new text, also after a power cut."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
