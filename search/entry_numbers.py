"""A number for each entry id: engines group, exclude and sort by numbers without reading any stored text."""

from hashlib import blake2b


def number_of(entry_id: str) -> int:
    """63 bits of a digest: two ids that meet are less likely than two disks that lie."""
    return int.from_bytes(blake2b(entry_id.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
