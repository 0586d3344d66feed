"""The states records, people and transcripts can be in, each set of words in one place.

What follows from a state (who may see, hear, find, download) is decided in `archive.rights` and nowhere else.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Access(TextChoices):
    """How far a published record may go. Chosen by a curator, on the contributor's word."""

    PUBLIC = "public", _("公开")
    STAFF = "staff", _("仅工作人员")
    EMBARGOED = "embargoed", _("封存到期")
    RESTRICTED = "restricted", _("受限")
    WITHDRAWN = "withdrawn", _("已撤回")


class Standing(TextChoices):
    """What a record's access comes to today: drafts and opened embargoes taken into account."""

    PUBLIC = "public", _("公开")
    STAFF = "staff", _("仅工作人员")
    DRAFT = "draft", _("草稿")
    EMBARGOED = "embargoed", _("封存中")
    RESTRICTED = "restricted", _("受限")
    WITHDRAWN = "withdrawn", _("已撤回")


class Display(TextChoices):
    """How a person appears to the public. `BY_RULE` masks everyone who is not known to be dead."""

    BY_RULE = "by_rule", _("按规则：在世或不详者隐名，已故者公开")
    PUBLIC = "public", _("公开姓名、生平与关系")
    NAME_ONLY = "name_only", _("只公开姓名")
    MASKED = "masked", _("隐名，如“洪某”")
    ANONYMOUS = "anonymous", _("只用化名")
    PRIVATE = "private", _("不对外显示")
    WITHDRAWN = "withdrawn", _("已撤回")
    EMBARGOED = "embargoed", _("封存")


class Living(TextChoices):
    """Whether a person is alive. Not knowing counts as alive wherever it matters."""

    UNKNOWN = "unknown", _("不详")
    LIVING = "living", _("在世")
    DEAD = "dead", _("已故")


class RecordStatus(TextChoices):
    """How far cataloguing has come (Spectrum: inventory, then cataloguing)."""

    INVENTORY = "inventory", _("已登记，待编目")
    CATALOGUED = "catalogued", _("已编目")
    CHECKED = "checked", _("已核对")
    DEACCESSIONED = "deaccessioned", _("已注销")


class Generation(TextChoices):
    FIRST = "1", _("第一代")
    SECOND = "2", _("第二代")
    THIRD = "3", _("第三代")


class NameKind(TextChoices):
    """Why a person is known by another form of the name. Misheard and miswritten forms help search, never display."""

    FORMAL = "formal", _("正式名")
    FORMER = "former", _("曾用名")
    NICKNAME = "nickname", _("别称")
    TRADITIONAL = "traditional", _("繁体")
    SPELLING = "spelling", _("另一种写法")
    REGISTERED = "registered", _("厂里登记")
    MISWRITTEN = "miswritten", _("误写")
    MISHEARD = "misheard", _("误听")
    MISREAD = "misread", _("误读")


class PlaceKind(TextChoices):
    PLANT = "plant", _("工厂")
    WORKSHOP = "workshop", _("车间")
    SECTION = "section", _("工段")
    OFFICE = "office", _("科室")
    TRANSPORT = "transport", _("运输")
    FACILITY = "facility", _("设施")
    STREET = "street", _("街道")
    BUILDING = "building", _("建筑")
    COMMUNITY = "community", _("社区")
    VILLAGE = "village", _("村")
    GRID = "grid", _("网格")
    SCHOOL = "school", _("学校")
    HOSPITAL = "hospital", _("医院")
    GUESTHOUSE = "guesthouse", _("宾馆")
    SITE = "site", _("旧址")

    @classmethod
    def workshops(cls) -> frozenset[str]:
        """The kinds a visitor means by 车间: where the work was done."""
        return frozenset({cls.WORKSHOP, cls.SECTION, cls.OFFICE, cls.TRANSPORT})


class PlaceChangeKind(TextChoices):
    BEGUN = "begun", _("动工")
    OPENED = "opened", _("建成或开用")
    RENAMED = "renamed", _("更名")
    MERGED = "merged", _("合并")
    REBUILT = "rebuilt", _("改造")
    CLOSED = "closed", _("停用")
    DEMOLISHED = "demolished", _("拆除")
    OTHER = "other", _("其他")


class PlacePhase(TextChoices):
    """How a place stood in a year, as the plan through time shows it."""

    NOT_YET = "not_yet", _("还没有")
    BUILDING = "building", _("在建")
    WORKING = "working", _("在用")
    MERGED = "merged", _("并入别处")
    CLOSED = "closed", _("停用了")
    GONE = "gone", _("拆了")


class PlanLineKind(TextChoices):
    """What the ground of the plan is drawn with."""

    WALL = "wall", _("围墙")
    ROAD = "road", _("道路")
    RAIL = "rail", _("铁路岔线")
    PIPE = "pipe", _("管线")
    SLOPE = "slope", _("坡")


class Layer(TextChoices):
    """The layers of a transcript: what was said, what the narrator signed, what it means in another language."""

    RAW = "raw", _("原始转写")
    EDITED = "edited", _("整理稿")
    TRANSLATION = "translation", _("译文")


class TranscriptStatus(TextChoices):
    DRAFT = "draft", _("草稿，不公开")
    READY = "ready", _("可公开")
    SIGNED = "signed", _("讲述人已签认")


class ParticipantRole(TextChoices):
    NARRATOR = "narrator", _("讲述人")
    INTERVIEWER = "interviewer", _("采访人")
    PRESENT = "present", _("在场")


class FaceStatus(TextChoices):
    UNKNOWN = "unknown", _("待认")
    UNCONFIRMED = "unconfirmed", _("待旁证")
    DISPUTED = "disputed", _("有争议")
    CONFIRMED = "confirmed", _("已确认")


class Certainty(TextChoices):
    CERTAIN = "certain", _("肯定")
    LIKELY = "likely", _("应该是")
    GUESS = "guess", _("猜的")


class ClaimStatus(TextChoices):
    OPEN = "open", _("待定")
    SUPPORTED = "supported", _("有旁证")
    REJECTED = "rejected", _("已排除")


class AcquisitionMethod(TextChoices):
    """Spectrum's acquisition methods, as far as a community museum meets them."""

    GIFT = "gift", _("捐赠")
    TRANSFER = "transfer", _("移交")
    LOAN = "loan", _("借展")
    COLLECTED = "collected", _("采集")
    PURCHASE = "purchase", _("购入")
    BEQUEST = "bequest", _("遗赠")
    UNKNOWN = "unknown", _("不详")


class PictureUse(TextChoices):
    """How a rights statement lets a picture be shown outside the museum's own rooms."""

    FULL = "full", _("可放大")
    SMALL = "small", _("只显示小图")
    ROOM_ONLY = "room_only", _("仅展厅，不上网")


class CollectionLevel(TextChoices):
    """ISAD(G) 3.1.4, level of description."""

    FONDS = "fonds", _("全宗")
    SUBFONDS = "subfonds", _("分全宗")
    SERIES = "series", _("系列")
    SUBSERIES = "subseries", _("分系列")
    FILE = "file", _("案卷")
    ITEM = "item", _("件")


class ConsentForm(TextChoices):
    """How a word on consent was given."""

    TAPPED = "tapped", _("在手机上点的")
    PAPER = "paper", _("签了纸")
    SPOKEN = "spoken", _("说出来，录着音")
    MUSEUM = "museum", _("馆里记的")


class Ground(TextChoices):
    """Why the museum may show what nobody has to be asked about, or nobody is left to ask."""

    OWNED = "owned", _("馆藏自有，可以展示")
    PUBLIC_DOMAIN = "public_domain", _("已过保护期，公有领域")
    ORPHAN = "orphan", _("权利人不明，已尽力查找")
    NOT_LIVING = "not_living", _("本人已故，家属知情")
    TAKEN_OVER = "taken_over", _("建台账以前就公开的，待补")


class WithdrawalScope(TextChoices):
    """What somebody takes back, in the words they say it in."""

    EVERYTHING = "everything", _("都收回来")
    NAME = "name", _("我的名字")
    FACE = "face", _("我的样子")
    VOICE = "voice", _("我的声音")
    PASSAGE = "passage", _("其中一段")


class WithdrawalState(TextChoices):
    HIDDEN = "hidden", _("已经收起，等馆里定后面怎么办")
    SETTLED = "settled", _("办完了")
    ERASING = "erasing", _("正在抹去")
    UNDONE = "undone", _("反悔了，放回去了")


class WithdrawalOutcome(TextChoices):
    """What the curator agrees with whoever took something back."""

    SEAL = "seal", _("锁起来留着")
    RETURN = "return", _("还给本人，馆里抹去")
    ERASE = "erase", _("彻底抹去")
