"""Icons: inline, in the colour of the text around them, hidden from readers because words stand beside them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

PATHS = {
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 5 5"/>',
    "forward": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "up": '<path d="m6 14 6-6 6 6"/>',
    "down": '<path d="m6 10 6 6 6-6"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "tick": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "play": '<path d="M7 4.5v15l12-7.5z"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
    "back-10": '<path d="M4 12a8 8 0 1 0 3-6.2M7 2v4h4"/>',
    "ahead-10": '<path d="M20 12a8 8 0 1 1-3-6.2M17 2v4h-4"/>',
    "share": '<path d="M12 15V4M8 7.5 12 4l4 3.5M5 12v8h14v-8"/>',
    "magnify": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 5 5M11 8v6M8 11h6"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "centre": '<circle cx="12" cy="12" r="3"/><path d="M12 3v4M12 17v4M3 12h4M17 12h4"/>',
    "corners": '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
    "microphone": '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon by its name in PATHS; a name that is not there is an error of the template and raises KeyError."""
    drawing = mark_safe(PATHS[name])  # noqa: S308  our own constant
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing)
