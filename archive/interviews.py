"""Finding an interview by what people call it."""

from django.db.models import Q

from archive.models import Interview


class NoSuchInterview(LookupError):
    """`str()` is a sentence for whoever typed the name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"没有叫“{name}”的访谈。请写网址名（如 iv-01）或登录号（如 ZH-OH-0001）。")


def interview_called(name: str) -> Interview:
    """The interview with this slug or accession number. Raises NoSuchInterview."""
    found = Interview.objects.filter(Q(slug=name) | Q(accession_number__iexact=name)).first()
    if found is None:
        raise NoSuchInterview(name)
    return found
