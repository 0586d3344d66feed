"""Lets Wagtail's own admin search and choosers find Chinese, on SQLite and on PostgreSQL.

Both databases cut text at spaces, so a Chinese sentence is one word to them and only its beginning is ever found. Here
text is brought to the analyzer's one form (half width, simplified, lower case), each Han character becomes a word of
its own, and each term of a query becomes a phrase of such words: 株化 finds 进株化那年 and not 化工株式会社.

After a change here run `manage.py update_index`. Searching named fields on PostgreSQL reads the columns, not the index:
there Han is cut by the database, but traditional and simplified stay two things (the title is always read from the
index).
"""

import re
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import F, Func, TextField, Value
from modelsearch.query import Phrase, PlainText

from search.text.normalise import normalised_text
from search.text.script import HAN

if connection.vendor == "postgresql":
    from modelsearch.backends.database.postgres import postgres as base
    from modelsearch.backends.database.postgres.query import Lexeme

    Stock = base.PostgresSearchBackend
else:
    from modelsearch.backends.database.sqlite import sqlite as base
    from modelsearch.backends.database.sqlite.query import Lexeme, SearchQueryExpression

    Stock = base.SQLiteSearchBackend

WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
NOWHERE = "\ue000"
"""A private-use character, no word to `WORD` and so in no index: what is asked for when nothing of a query is left."""


def words(text: str) -> str:
    """The text as both databases are to see it: Han characters and words, separated by spaces, without punctuation.

    Quotation marks and hyphens go too: FTS5 reads the former as syntax, PostgreSQL the latter as minus signs.
    """
    return " ".join(WORD.findall(normalised_text(text)))


class Indexer(base.ObjectIndexer):
    def prepare_value(self, value: Any) -> str:
        return words(super().prepare_value(value))


base.ObjectIndexer = Indexer  # both index classes name it as a global of their module


def _expression(lexemes: Any, config: str | None) -> Any:
    if connection.vendor == "postgresql":
        return SearchQuery(lexemes, search_type="raw", config=config)
    return SearchQueryExpression(lexemes, config=config)


class ChineseQueries:
    """Mixed into the stock compilers of either database: the two methods below are their names for the same step."""

    LAST_TERM_IS_PREFIX: bool

    def build_search_query_content(self, query: Any, config: str | None = None) -> Any:
        stock = super().build_search_query_content  # type: ignore[misc]  # the other base class has it
        return self._content(stock, query, config)

    def build_tsquery_content(self, query: Any, config: str | None = None, invert: bool = False) -> Any:
        stock = super().build_tsquery_content  # type: ignore[misc]  # the other base class has it
        return self._content(stock, query, config, invert=invert)

    def _content(self, stock: Callable[..., Any], query: Any, config: str | None, **inverted: bool) -> Any:
        if isinstance(query, Phrase):
            return stock(Phrase(words(query.query_string) or NOWHERE), config=config, **inverted)
        if not isinstance(query, PlainText):
            return stock(query, config=config, **inverted)
        terms = [found for term in query.query_string.split() if (found := words(term))] or [NOWHERE]
        lexemes = [Lexeme(term, **inverted) for term in terms[:-1]]
        lexemes.append(Lexeme(terms[-1], prefix=self.LAST_TERM_IS_PREFIX, **inverted))
        return _expression(reduce(and_ if query.operator == "and" else or_, lexemes), config)

    def get_fields_vectors(self, search_query: Any) -> list[tuple[Any, float]]:
        """PostgreSQL only: what `search(…, fields=…)` is matched against."""
        return [
            (
                F("index_entries__title")
                if name == "title"
                else SearchVector(_spaced(name), config=search_query.config),
                getattr(field, "boost", None) or 1.0,
            )
            for name, field in self.search_fields.items()  # type: ignore[attr-defined]  # the other base class has it
        ]


def _spaced(field_name: str) -> Func:
    """The column with a space round every Han character, for PostgreSQL."""
    arguments = (F(field_name), Value(f"([{HAN}])"), Value(r" \1 "), Value("g"))
    return Func(*arguments, function="REGEXP_REPLACE", output_field=TextField())


class QueryCompiler(ChineseQueries, Stock.query_compiler_class):  # type: ignore[name-defined]  # untyped library
    pass


class AutocompleteCompiler(ChineseQueries, Stock.autocomplete_query_compiler_class):  # type: ignore[name-defined]  # same
    pass


class SearchBackend(Stock):  # type: ignore[misc, valid-type]  # untyped library, chosen by the database
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
