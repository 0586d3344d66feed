"""A StreamField whose blocks stay out of the migrations.

Stock migrations write down every block with its label and help text: each changed word is a migration, and a year of
them is megabytes. The price is that a data migration sees the raw JSON only
(docs/adr/0003-user-first-stock-page-model.md).
"""

from typing import Any

from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """As Wagtail's, but its blocks may be left out, and always are in a migration."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
