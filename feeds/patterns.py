"""Regular expressions that are prepared when they are first used: to compile a grammar takes longer than to load it."""

import re
from typing import Any, AnyStr, cast

_OFFERED = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile(text, flags)` is, compiled as soon as somebody asks it for something."""
    return cast("re.Pattern[AnyStr]", _Later(text, flags))


class _Later:
    """A pattern to be; once it is one, its methods are found here as quickly as there."""

    def __init__(self, text: Any, flags: int) -> None:
        self.pattern = text
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _OFFERED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for each in _OFFERED:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)
