"""How a record is cited: GB/T 7714 for archives and unpublished material, in one line."""

from django.conf import settings
from django.utils.translation import gettext as _

from archive.models import Interview
from archive.models.record import Record
from museum.reader import Reader


def cite_record(record: Record, reader: Reader) -> str:
    """株化记忆. 先进生产者搪瓷缸[A]. 登录号 ZH-A-0042. https://…"""
    address = address_of(record)
    holder = settings.WAGTAIL_SITE_NAME
    return _("%(holder)s. %(title)s[A]. 登录号 %(number)s. %(url)s") % {
        "holder": holder,
        "title": reader.say(record.title),
        "number": record.accession_number,
        "url": address,
    }


def cite_interview(interview: Interview, reader: Reader, narrators: str, interviewers: str) -> str:
    """周桂生口述, 周敏采访. 那天夜班[A]. 2019-05-12. 株化记忆, 登录号 ZH-I-0017. https://…"""
    told = [_("%(names)s口述") % {"names": narrators}] if narrators else []
    told += [_("%(names)s采访") % {"names": interviewers}] if interviewers else []
    parts = ["，".join(told), f"{reader.say(interview.title)}[A]", interview.date_recorded_edtf, cite_place(interview)]
    return ". ".join(part for part in parts if part)


def cite_place(interview: Interview) -> str:
    return _("%(holder)s，登录号 %(number)s. %(url)s") % {
        "holder": settings.WAGTAIL_SITE_NAME,
        "number": interview.accession_number,
        "url": address_of(interview),
    }


def address_of(record: Record) -> str:
    """Where it will be found for good; nothing for a record that was never saved."""
    return settings.SITE_URL.rstrip("/") + record.get_absolute_url() if record.pk else ""
