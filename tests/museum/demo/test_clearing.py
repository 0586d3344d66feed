"""clear_demo takes out exactly what load_demo put in."""

import pytest

from archive.models import Artifact, ArtifactPerson, Person
from museum.demo.clearing import StillNeeded, clear
from museum.models import ExhibitIndexPage, ExhibitPage
from tests.museum.demo.conftest import Demo, rows_by_table


def own_artifact(**fields: object) -> Artifact:
    """A record of the museum's own."""
    artifact = Artifact(title="一把伞", **fields)
    artifact.save()
    return artifact


def test_nothing_of_the_demo_stays(demo: Demo) -> None:
    clear(dry_run=False)
    assert rows_by_table() == demo.rows_before


def test_a_rehearsal_says_the_same_and_removes_nothing(demo: Demo) -> None:
    before = rows_by_table()
    told = clear(dry_run=True).counts
    assert told["藏品"] == 87
    assert rows_by_table() == before


def test_what_curators_made_stays(demo: Demo) -> None:
    artifact = own_artifact()
    page = ExhibitPage(title="自己的展览", slug="own")
    ExhibitIndexPage.objects.get().add_child(instance=page)
    clear(dry_run=False)
    assert Artifact.objects.get() == artifact
    assert ExhibitPage.objects.get() == page


def test_the_numbers_go_back_to_the_museum(demo: Demo) -> None:
    clear(dry_run=False)
    assert own_artifact().accession_number == "ZH-A-0001"


def test_a_record_that_leans_on_the_demo_is_named_and_nothing_goes(demo: Demo) -> None:
    own_artifact(donor=Person.objects.get(slug="tan-tieshan"))
    before = rows_by_table()
    with pytest.raises(StillNeeded, match="一把伞"):
        clear(dry_run=False)
    assert rows_by_table() == before


def test_an_inline_row_of_a_curators_record_is_not_taken_along(demo: Demo) -> None:
    artifact = own_artifact()
    ArtifactPerson.objects.create(artifact=artifact, person=Person.objects.get(slug="tan-tieshan"))
    with pytest.raises(StillNeeded):
        clear(dry_run=False)
