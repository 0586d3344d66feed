"""What load_demo puts in, and that it puts it in once."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model

from archive.models import (
    Album,
    Artifact,
    Event,
    FaceRegion,
    Family,
    Interview,
    Person,
    Photograph,
    Place,
    Relation,
    Segment,
)
from archive.states import Access, FaceStatus
from museum.demo import source
from museum.models import ExhibitPage, HomePage, StoryPage, TrailPage
from tests.museum.demo.conftest import Demo, load_quietly, rows_by_table


@pytest.mark.parametrize(
    ("model", "number"),
    [
        (Person, 47), (Family, 8), (Relation, 55), (Place, 34), (Artifact, 87), (Photograph, 86), (Album, 1),
        (Interview, 16), (ExhibitPage, 3), (StoryPage, 3), (TrailPage, 2), (Event, 26),
    ],
)  # fmt: skip
def test_the_whole_demo_world_is_there_and_marked(demo: Demo, model: type[Model], number: int) -> None:
    assert model._default_manager.filter(is_demo=True).count() == number


def test_a_second_load_changes_nothing(demo: Demo) -> None:
    before = rows_by_table()
    assert load_quietly().made == 0
    assert rows_by_table() == before


def test_an_interrupted_load_is_completed_by_the_next(demo: Demo) -> None:
    Interview.objects.filter(slug__in=["iv-04", "iv-15"]).delete()
    Event.objects.filter(slug="demo-flood").delete()
    assert load_quietly().made == 3
    assert Interview.objects.get(slug="iv-04").transcripts.count() == 2


def test_a_museum_that_uses_the_numbers_itself_is_left_alone(demo: Demo) -> None:
    Artifact.objects.filter(accession_number="ZH-A-0001").update(is_demo=False)
    with pytest.raises(CommandError, match="ZH-A-0001"):
        call_command("load_demo", "--without-sound", "--without-pictures", verbosity=0)


def test_cue_ids_become_segment_ids(demo: Demo) -> None:
    uids = set(Segment.objects.filter(transcript__interview__slug="iv-01").values_list("uid", flat=True))
    assert {"iv-01-0001", "iv-01-0131"} <= uids


@pytest.mark.parametrize(
    ("slug", "access"), [("iv-01", Access.PUBLIC), ("iv-14", Access.WITHDRAWN), ("iv-15", Access.EMBARGOED)]
)
def test_interviews_are_as_open_as_their_narrators_said(demo: Demo, slug: str, access: Access) -> None:
    assert Interview.objects.get(slug=slug).access == access


def test_every_claim_to_a_face_is_kept_with_its_witness(demo: Demo) -> None:
    face = FaceRegion.objects.get(photograph__accession_number="ZH-P-0003", number=3)
    assert face.status == FaceStatus.DISPUTED
    assert [claim.witness.name for claim in face.claims.all() if claim.witness] == ["曾桂香", "阳石保", "龚秀莲"]


def test_every_face_in_question_has_its_place_in_the_picture(demo: Demo) -> None:
    asked = [row["accession_number"] for row in source.photographs() if row["unnamed_faces"]]
    assert not FaceRegion.objects.filter(photograph__accession_number__in=asked, left=None).exists()


def test_every_record_keeps_its_first_revision(demo: Demo) -> None:
    artifact = Artifact.objects.get(accession_number="ZH-A-0001")
    assert artifact.latest_revision.as_object().story_label == artifact.story_label


def test_the_data_keeps_the_archives_own_rules(demo: Demo) -> None:
    for model in (Artifact, Photograph, Album, Interview, Person, Place):
        for record in model.objects.filter(is_demo=True):
            record.full_clean()


def test_the_front_door_shows_what_was_loaded(demo: Demo) -> None:
    kinds = dict.fromkeys(block.block_type for block in HomePage.objects.get().body)
    assert list(kinds) == ["generations", "voice", "timeline", "call"]
