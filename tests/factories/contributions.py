"""What residents hand in, as small as it can be. Names are invented."""

from typing import Any

from django.utils import timezone
from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from archive import receipts
from archive.contribution_states import ContributionKind, ContributionState, NotUsedReason, PartyRole, Sender
from archive.models import (
    Call,
    CallPrompt,
    Contribution,
    ContributionItem,
    ContributionParty,
    Correction,
    Grid,
    HelperBook,
    Message,
    NameProposal,
)
from tests.factories.archive import AssetFactory, FaceRegionFactory, Numbered


class CallFactory(Numbered[Call]):
    class Meta:
        model = Call

    title = Sequence(lambda n: f"厂里的声音{n}")
    slug = Sequence(lambda n: f"sound-{n}")
    introduction = "闭上眼睛，你还听得见厂里的哪个声音？"
    is_live = True


class CallPromptFactory(DjangoModelFactory[CallPrompt]):
    class Meta:
        model = CallPrompt

    call = SubFactory(CallFactory)
    text = Sequence(lambda n: f"第{n}个问题？")


class GridFactory(Numbered[Grid]):
    class Meta:
        model = Grid

    code = Sequence(lambda n: f"g{n:02d}")
    name = Sequence(lambda n: f"第{n}网格")


class HelperBookFactory(Numbered[HelperBook]):
    class Meta:
        model = HelperBook

    name = "网格员小周"
    token_hash = Sequence(lambda n: receipts.hash_of(f"book-{n}"))


class ContributionFactory(DjangoModelFactory[Contribution]):
    """A story that was handed in. `token` opens it: ContributionFactory.create(token="…")."""

    class Meta:
        model = Contribution

    kind = ContributionKind.STORY
    state = ContributionState.RECEIVED
    story = Sequence(lambda n: f"头一天进厂的事，第{n}遍。")

    class Params:
        draft = Trait(state=ContributionState.DRAFT, received_at=None)
        not_used = Trait(state=ContributionState.NOT_USED, not_used_reason=NotUsedReason.ALREADY_HERE)
        withdrawn = Trait(state=ContributionState.WITHDRAWN, state_before_withdrawal=ContributionState.RECEIVED)

    @classmethod
    def _create(cls, model_class: type[Contribution], *args: Any, **kwargs: Any) -> Contribution:
        token = kwargs.pop("token", "") or receipts.new_token()
        kwargs.setdefault("token_hash", receipts.hash_of(token))
        kwargs.setdefault("code_hash", receipts.hash_of(receipts.code_of(token)))
        kwargs.setdefault("received_at", timezone.now())
        contribution: Contribution = super()._create(model_class, *args, **kwargs)
        return contribution


class PartyFactory(DjangoModelFactory[ContributionParty]):
    class Meta:
        model = ContributionParty

    contribution = SubFactory(ContributionFactory)
    role = PartyRole.TELLER
    name = "陈玉兰"


class ItemFactory(DjangoModelFactory[ContributionItem]):
    class Meta:
        model = ContributionItem

    contribution = SubFactory(ContributionFactory)
    asset = SubFactory(AssetFactory, kind="picture", original_name="a.jpg")


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    contribution = SubFactory(ContributionFactory)
    sender = Sender.CURATOR
    text = "照片里的门，是哪个门？"


class NameProposalFactory(Numbered[NameProposal]):
    """A name for a face of a photograph, as it was handed in."""

    class Meta:
        model = NameProposal

    contribution = SubFactory(ContributionFactory, kind=ContributionKind.NAME)
    face = SubFactory(FaceRegionFactory)
    photograph = SelfAttribute("face.photograph")
    name = "谭德厚"
    certainty = "certain"
    device_key = Sequence(lambda n: f"device-{n}")


class CorrectionFactory(DjangoModelFactory[Correction]):
    class Meta:
        model = Correction

    contribution = SubFactory(ContributionFactory, kind=ContributionKind.CORRECTION)
    part = "title"
    shown = "班组合影"
    proposed = "检修班合影"
