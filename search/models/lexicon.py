"""The lexicon as curators keep it: its terms, its surnames, and every change that was made to them.

Terms are written inside `search.curation.changes.changing` only: `save` and `delete` of a single row open one by
themselves; whoever writes several rows, or in bulk, opens it around all of them.
"""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.lexicon import LexiconTerm
from search.text.normalise import normalised_text
from search.text.sound import toneless

LONGEST_FORM = 40
LONGEST_PINYIN = 200
LONGEST_GLOSS = 500


def key_of(word: str) -> str:
    """The one form under which two writings of a word are the same."""
    return normalised_text(word).strip()


class KeptRow(models.Model):
    """A row of the lexicon. Saving or deleting it is a change of the lexicon."""

    VALUES: ClassVar[tuple[str, ...]]
    """The columns that a curator writes; everything else follows from them."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        from search.curation.changes import changing  # the change reads the rows

        with changing():
            self.settle()
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from search.curation.changes import changing  # as above

        with changing():
            return super().delete(*args, **kwargs)

    def settle(self) -> None:
        """Fills in what follows from the values: before every save, also a bulk one."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.VALUES}


class TermRow(KeptRow):
    """A word of the museum: how else it is written, what else it is called, how it is read, what it means.

    `key` is the word as the search compares it; `found_by` is what the list in the admin looks through: every form, the
    pinyin without tones, the initials.
    """

    VALUES = ("term", "pinyin", "traditional", "variants", "synonyms", "gloss", "category", "entity")

    term = models.CharField(_("词"), max_length=LONGEST_FORM)
    pinyin = models.CharField(_("读音"), max_length=LONGEST_PINYIN, blank=True, default="")
    traditional = models.CharField(_("繁体"), max_length=LONGEST_FORM, blank=True, default="")
    variants = models.JSONField(_("别的写法"), default=list, blank=True)
    synonyms = models.JSONField(_("同义词"), default=list, blank=True)
    gloss = models.CharField(_("解释"), max_length=LONGEST_GLOSS, blank=True, default="")
    category = models.CharField(_("类别"), max_length=LONGEST_FORM, blank=True, default="", db_index=True)
    entity = models.CharField(_("指的是哪条记录"), max_length=100, blank=True, default="")
    key = models.CharField(max_length=LONGEST_FORM * 4, unique=True, editable=False)
    found_by = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("词语")
        verbose_name_plural = _("词语")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.term

    def settle(self) -> None:
        self.key = key_of(self.term)
        said = toneless(self.pinyin)
        spelled = ("".join(said), "".join(sound[0] for sound in said))
        self.found_by = "\n".join(dict.fromkeys((*map(key_of, self.value().forms), *spelled)))

    def value(self) -> LexiconTerm:
        """The term as the analyzer takes it."""
        return LexiconTerm(
            term=self.term,
            pinyin=self.pinyin,
            traditional=self.traditional,
            variants=tuple(self.variants),
            synonyms=tuple(self.synonyms),
            gloss=self.gloss,
            category=self.category,
            entity=self.entity,
        )


class SurnameRow(KeptRow):
    """A character that is read otherwise as a surname: 单 shàn. All its readings as a surname, the usual one first."""

    VALUES = ("surname", "readings")

    surname = models.CharField(_("姓"), max_length=2)
    readings = models.JSONField(_("读音"), default=list)
    key = models.CharField(max_length=8, unique=True, editable=False)

    class Meta:
        verbose_name = _("姓的读音")
        verbose_name_plural = _("姓的读音")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.surname

    def settle(self) -> None:
        self.key = key_of(self.surname)


class LexiconEdition(models.Model):
    """One row: a token that is another after every change. Who has read the lexicon asks for nothing else.

    The row is locked by every change, so changes are made one after the other. A token, not a number: a database that
    was restored must not show an edition that somebody has already read with other words in it.
    """

    ONLY = 1

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token

    @staticmethod
    def new_token() -> str:
        return secrets.token_hex(8)


class LexiconChange(models.Model):
    """One change of the lexicon, whole: what it did, how to undo it, and how far the index has followed.

    `rows` holds, for each row that differs, the values before and after (None where there is none). `forms` and
    `surnames` say which documents the change touches; `fingerprint_before` and `fingerprint_after` link the changes to
    a chain, by which an index that is still behind is told from one that is wrong.
    """

    class Origin(models.TextChoices):
        EDIT = "edit", _("编辑")
        IMPORT = "import", _("导入")
        UNDO = "undo", _("撤回")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待更新")
        SPREADING = "spreading", _("正在更新")
        DONE = "done", _("已生效")

    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.EDIT)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="undone_by")
    rows = models.JSONField(default=list)
    forms = models.JSONField(default=list)
    surnames = models.JSONField(default=list)
    fingerprint_before = models.CharField(max_length=200)
    fingerprint_after = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    entries_total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("词典的改动")
        verbose_name_plural = _("词典的改动")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], name="search_lexicon_unfinished", condition=~Q(state="done")),
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()} {self.made_at:%Y-%m-%d %H:%M}"
