"""How a record is cited: by the national standard GB/T 7714—2015, in plain words, and for reference managers."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Interview
from archive.models.record import Record
from museum.reader import Reader


@dataclass(frozen=True, slots=True)
class Citation:
    """One record cited in three ways; `key` names the form in addresses and element ids."""

    standard: str
    plain: str
    bibtex: str
    url: str

    @property
    def forms(self) -> list[tuple[str, str, str]]:
        """(key, what it is called, the text)"""
        return [
            ("standard", "GB/T 7714—2015", self.standard),
            ("plain", _("一句话"), self.plain),
            ("bibtex", "BibTeX", self.bibtex),
        ]


def citation_of(record: Record, reader: Reader) -> Citation:
    """As it stands today: the standard asks for the day on which a page was read."""
    holder, title = settings.WAGTAIL_SITE_NAME, reader.say(record.title)
    url, today = address_of(record), timezone.localdate().isoformat()
    number = record.accession_number
    return Citation(
        standard=_("%(holder)s. %(title)s：%(number)s[A/OL]. [%(today)s]. %(url)s.")
        % {"holder": holder, "title": title, "number": number, "today": today, "url": url},
        plain=_("%(holder)s，《%(title)s》，登录号 %(number)s，%(url)s，%(today)s 查阅。")
        % {"holder": holder, "title": title, "number": number, "today": today, "url": url},
        bibtex=bibtex(record, title, url, today),
        url=url,
    )


def bibtex(record: Record, title: str, url: str, today: str) -> str:
    """An entry of the kind @misc; braces keep a reference manager from changing the case of a title."""
    rows = {
        "author": f"{{{escaped(settings.WAGTAIL_SITE_NAME)}}}",
        "title": f"{{{escaped(title)}}}",
        "note": _("登录号 %(number)s") % {"number": record.accession_number},
        "url": url,
        "urldate": today,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items())
    return f"@misc{{{record.accession_number},\n{body}\n}}"


def escaped(text: str) -> str:
    """What TeX would take for commands is written so that it does not; braces are not worth a broken file."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\~^]", "", text))


def cite_interview(interview: Interview, reader: Reader, narrators: str, interviewers: str) -> str:
    """周桂生口述, 周敏采访. 那天夜班[A]. 2019-05-12. 株化记忆, 登录号 ZH-I-0017. https://…"""
    return _cite(interview, reader, narrators, interviewers, interview.accession_number, address_of(interview))


def cite_passage(interview: Interview, reader: Reader, narrators: str, interviewers: str, span: str, url: str) -> str:
    """The same for a passage: 登录号 ZH-I-0017，00:12:47–00:13:05."""
    return _cite(interview, reader, narrators, interviewers, f"{interview.accession_number}，{span}", url)


def _cite(interview: Interview, reader: Reader, narrators: str, interviewers: str, number: str, url: str) -> str:
    told = [_("%(names)s口述") % {"names": narrators}] if narrators else []
    told += [_("%(names)s采访") % {"names": interviewers}] if interviewers else []
    held = _("%(holder)s，登录号 %(number)s. %(url)s") % {
        "holder": settings.WAGTAIL_SITE_NAME,
        "number": number,
        "url": url,
    }
    parts = ["，".join(told), f"{reader.say(interview.title)}[A]", interview.date_recorded_edtf, held]
    return ". ".join(part for part in parts if part)


def address_of(record: Record) -> str:
    """Where it will be found for good; nothing for a record that was never saved."""
    return settings.SITE_URL.rstrip("/") + record.get_absolute_url() if record.pk else ""
