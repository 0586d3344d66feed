"""The tables of `search.documents` as Tantivy schemas."""

import tantivy

from search.documents import ENTRY_TEXTS, KEYS, PASSAGE_TEXTS, YEARS, Stored
from search.engines.base import Kind
from search.entry_numbers import number_of
from search.facet_columns import COLUMNS

POSITIONS = frozenset({"text_bigram", "spoken_bigram", "name_bigram"})
"""The fields in which phrases are asked for; positions cost a third of the index."""

COUNTED = {column: f"{column}_number" for column in COLUMNS}
"""Facet column → the column that is counted, which holds its values as numbers: words are kept in a packed dictionary,
and unpacking it takes twice as long as counting."""


def _schema(kind: Kind) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ENTRY_TEXTS if kind == "entries" else PASSAGE_TEXTS:
        option = "position" if name in POSITIONS else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in ("id", "entry_id"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", stored=True)
    for name in KEYS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in COUNTED.values() if kind == "entries" else ():
        builder.add_integer_field(name, fast=True)
    for name in YEARS:
        builder.add_integer_field(name, indexed=True, fast=True)
    # Not unsigned: deleting by an unsigned term silently deletes nothing (tantivy-py 0.27 makes a signed term of it).
    builder.add_integer_field("entry_number", indexed=True, fast=True)
    builder.add_integer_field("changed", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


SCHEMAS: dict[Kind, tantivy.Schema] = {"entries": _schema("entries"), "passages": _schema("passages")}


def to_document(kind: Kind, stored: Stored) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", stored.id)
    document.add_text("entry_id", stored.entry_id)
    document.add_integer("entry_number", number_of(stored.entry_id))
    document.add_integer("changed", stored.changed)
    for name, tokens in stored.texts.items():
        if tokens:
            document.add_text(name, tokens)
    for name, values in stored.keys.items():
        for value in values:
            document.add_text(name, value)
    for name, counted in COUNTED.items() if kind == "entries" else ():
        for value in stored.keys[name]:
            document.add_integer(counted, number_of(value))
    if stored.years:
        for name, year in zip(YEARS, stored.years, strict=True):
            document.add_integer(name, year)
    document.add_bytes("stored", stored.stored.encode())
    return document
