"""Tells queries that look like somebody's personal data: they are answered, and not written down.

Names are not among them: who somebody was is what this museum is asked. When in doubt, nothing is kept.
"""

import re

CHINESE_DIGITS = str.maketrans("零〇幺一二两三四五六七八九", "0011223456789")

NUMBER = re.compile(r"\d{7}")
"""Telephone, identity card, bank card, passport. No year, inventory or machine number is that long."""

SPACED_NUMBER = re.compile(r"\d(?:[\s()+-]*\d){8}")
"""The same, written in groups; years put side by side (1958-1966) stay below it."""

ADDRESS = re.compile(r"[^\s@]@[^\s@]")
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(rf"[{PROVINCES}][a-z][·\s]?(?=[a-z0-9]*\d)[a-z0-9]{{5,6}}\b")


def looks_personal(query: str) -> bool:
    """Whether a normalised query (half width, simplified, lower case) may hold a number or address of somebody."""
    digits = query.translate(CHINESE_DIGITS)
    return any(pattern.search(digits) for pattern in (NUMBER, SPACED_NUMBER, ADDRESS, PLATE))
