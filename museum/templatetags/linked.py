"""Facts for machines inside a page."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from museum.linked_pages import page_data
from museum.sharing import in_a_sentence

register = template.Library()

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""No title ends the element or begins a comment: what HTML could read is written so that only JSON reads it."""


@register.simple_tag
def json_ld(facts: Mapping[str, Any] | None) -> SafeString:
    """A block of JSON-LD; nothing without facts. Browsers do not run it, so the policy has nothing against it."""
    if not facts:
        return SafeString("")
    text = json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped above


@register.simple_tag(takes_context=True)
def page_facts(context: Context) -> SafeString:
    """What machines read about this page: the facts its view has put together, or at least what every page is."""
    facts = context.get("linked_data")
    if facts is None:
        told = in_a_sentence(context.get("description") or "")
        title = str(context.get("title") or context["museum_name"])
        facts = page_data(str(context.get("page_kind") or "WebPage"), title, told, str(context["canonical_url"]))
    return json_ld(facts)


register.filter("in_a_sentence", in_a_sentence)
