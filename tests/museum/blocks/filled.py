"""One block of each kind an exhibit may hold, filled, with a word of its own to look for on the page."""

from dataclasses import dataclass
from typing import Any

from archive.models import Artifact, ArtifactImage, Family, Photograph, Place, PlaceChange
from media.models import Picture, Visibility
from tests.factories.archive import ArtifactFactory, PhotographFactory, PictureFactory, PlaceFactory
from tests.museum.telling import Told, tell


@dataclass(frozen=True)
class Cabinet:
    """What blocks point at: all of it open."""

    told: Told
    artifact: Artifact
    photograph: Photograph
    picture: Picture
    place: Place
    family: Family


def cabinet() -> Cabinet:
    artifact = ArtifactFactory.create(title="一只缸")
    ArtifactImage.objects.create(artifact=artifact, picture=PictureFactory.create())
    place = PlaceFactory.create(name="动力车间", slug="dongli", plan_x=420, plan_y=380, plan_width=110, plan_height=70)
    PlaceChange.objects.create(place=place, year=1958, kind="opened", text="开用")
    PlaceChange.objects.create(place=place, year=2018, kind="demolished", text="拆除")
    picture = PictureFactory.create(description="门口", asset__visibility=Visibility.PUBLIC)
    return Cabinet(
        told=tell("那天夜班，阀门是我关的。", "师傅在后头打手电。"),
        artifact=artifact,
        photograph=PhotographFactory.create(title="食堂排队", picture=PictureFactory.create()),
        picture=picture,
        place=place,
        family=Family.objects.create(name="周家", slug="zhou-family", live=True),
    )


def blocks(here: Cabinet) -> dict[str, tuple[dict[str, Any], str]]:
    """By kind: the value, and what stands on the page when it is shown."""
    moment = {"interview": here.told.interview, "start_ms": 0, "end_ms": 1000}
    own = {"photograph": None, "image": here.picture, "caption": "自己拍的"}
    archived = {"photograph": here.photograph, "image": None, "caption": ""}
    return {
        "text": ({"heading": "七点半", "body": "<p>汽笛定钟点。</p>"}, "汽笛定钟点。"),
        "picture": ({"image": here.picture, "alt": "", "caption": "厂门口", "wide": True}, "厂门口"),
        "call": ({"title": "你家的缸呢？", "text": "", "page": None, "button": ""}, "你家的缸呢？"),
        "artifact": ({"record": here.artifact, "note": "缸底磕了。"}, "缸底磕了。"),
        "photograph": ({"record": here.photograph, "note": "第三个窗口。"}, "第三个窗口。"),
        "clip": ({**moment, "caption": "周桂生说阀门"}, "周桂生说阀门"),
        "quotation": ({**moment, "words": "阀门是我关的。"}, "“阀门是我关的。”"),
        "family": ({"family": here.family, "note": "一家人。"}, "一家人。"),
        "chapter": ({"title": "打手电的人", "lead": "人有两个。"}, "人有两个。"),
        "contradiction": (
            {"title": "谁关的", "versions": [{**moment, "says": "我关的"}] * 2, "evidence": []},
            "“我关的”",
        ),
        "timeline": ({"title": "年头", "years": [{"year": "1958", "text": "点火", "artifact": None}] * 2}, "点火"),
        "credits": ({"lines": [{"role": "讲述", "names": "谭铁山"}]}, "谭铁山"),
        "hotspots": (
            {
                "image": here.picture, "alt": "", "caption": "三个窗口",
                "points": [
                    {"title": "三号", "text": "她手不抖。", "artifact": here.artifact, "x": 83, "y": 36},
                    {"title": "一号", "text": "空着。", "artifact": None, "x": 17, "y": 36},
                ],
            },
            '<svg x="83%" y="36%"',
        ),
        "gallery": ({"title": "食堂门口", "sights": [own, archived]}, "2 张图"),
        "compare": (
            {
                "title": "同一个坡上", "before": archived, "before_label": "1972 年", "after": own,
                "after_label": "2018 年", "note": "天大了。",
            },
            "2018 年",
        ),
        "map": (
            {"title": "烟囱在哪里", "year": 1972, "places": [{"place": here.place, "note": "锅炉房后头。"}]},
            "锅炉房后头。",
        ),
    }  # fmt: skip
