"""What the audit log calls the archive's own actions. Connected to Wagtail in `archive.apps`."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry

OPEN_EMBARGO = "archive.open_embargo"
IMPORT_TRANSCRIPT = "archive.import_transcript"
CHANGE_ACCESS = "archive.change_access"
RESTRICT = "archive.restrict"
ISSUE_NUMBER = "archive.issue_number"
EDIT_SEGMENT = "archive.edit_segment"
WITHDRAW = "archive.withdraw"
ERASE = "archive.erase"
UNDO_WITHDRAWAL = "archive.undo_withdrawal"
PUBLISHING_REFUSED = "archive.publishing_refused"
CONSENT_LAPSED = "archive.consent_lapsed"
READ_CONTACT = "archive.read_contact"
TAKE_NAME = "archive.take_name"
PUT_RIGHT = "archive.put_right"
ACCEPT_CONTRIBUTION = "archive.accept_contribution"
WRITE_CONSENT_TEXT = "archive.write_consent_text"


def register(actions: LogActionRegistry) -> None:
    """For Wagtail's `register_log_actions` hook."""
    actions.register_action(OPEN_EMBARGO, _("封存到期"), _("封存到期，自动开放"))
    actions.register_action(IMPORT_TRANSCRIPT, _("导入转写稿"), _("导入了转写稿"))
    actions.register_action(CHANGE_ACCESS, _("改变开放程度"), _("改变了开放程度"))
    actions.register_action(ISSUE_NUMBER, _("启用登录号"), _("启用了登录号"))
    actions.register_action(EDIT_SEGMENT, _("改转写稿"), _("改了转写稿的一段"))
    actions.register_action(READ_CONTACT, _("看联系方式"), _("看了投稿人的联系方式"))
    actions.register_action(TAKE_NAME, _("记下认人的话"), _("记下了一个人认出的名字"))
    actions.register_action(PUT_RIGHT, _("改正一处"), _("照别人指出的改正了一处"))
    actions.register_action(WRITE_CONSENT_TEXT, _("写授权书"), _("写了授权书新的一版"))
    actions.register_action(ACCEPT_CONTRIBUTION, _("收下投稿"), _("收下了投稿"))
    actions.register_action(RESTRICT, _("隐去段落"), _("隐去了一个段落"))
    actions.register_action(WITHDRAW, _("收回"), _("收回了"))
    actions.register_action(ERASE, _("抹去"), _("按本人的意思抹去了"))
    actions.register_action(UNDO_WITHDRAWAL, _("收回作废"), _("放回去了"))
    actions.register_action(PUBLISHING_REFUSED, _("没有发布"), _("没有授权，定时发布取消了"))
    actions.register_action(CONSENT_LAPSED, _("授权到期"), _("授权到期，自动收起"))
