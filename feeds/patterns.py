"""Regular expressions that are prepared when they are first used: to compile a grammar takes longer than to load it."""

import re
from functools import cached_property, partial
from typing import Any, AnyStr, cast

_OFFERED = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


def pattern(text: AnyStr, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[AnyStr]:
    """What `re.compile(text, flags)` is, compiled as soon as somebody asks it for something.

    `needs` are words or parts of words in small letters, one of which stands in whatever the expression finds, in
    whatever case: `search` looks for these first, which is many times as fast as a long list of alternatives.
    """
    return cast("re.Pattern[AnyStr]", _Later(text, flags, needs))


class _Later:
    """A pattern to be; what it was asked for once is found here as quickly as there."""

    def __init__(self, text: Any, flags: int, needs: tuple[str, ...]) -> None:
        self.pattern = text
        self.flags = flags
        if needs:
            self.search = partial(self._search, needs)

    @cached_property
    def _compiled(self) -> re.Pattern[Any]:
        return re.compile(self.pattern, self.flags)

    def __getattr__(self, name: str) -> Any:
        if name not in _OFFERED:
            raise AttributeError(name)
        method = getattr(self._compiled, name)
        setattr(self, name, method)
        return method

    def _search(self, needs: tuple[str, ...], text: str) -> re.Match[str] | None:
        small = text.casefold()
        for need in needs:
            if need in small:
                return self._compiled.search(text)
        # The dotless i is an "i" to an expression that looks at no case, and to nobody else.
        return self._compiled.search(text) if "ı" in small else None
