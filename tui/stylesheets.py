"""The style sheets, parsed once for each theme: another theme is then another sheet, and nothing is parsed for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region


class Parsed(Stylesheet):
    """A style sheet that is not parsed anew for variables which it has already, and tells a widget once of others."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._has = dict(variables)
        super().__init__(variables=self._has)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Only others mean that everything has to be parsed again."""
        if variables != self._has:
            self._has = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what has not been parsed yet."""
        self.parse()

    def update_nodes(self, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        """Find the styles of `nodes` anew; those that have others then are drawn again."""
        nodes = tuple(nodes)
        with _told_once(nodes):
            super().update_nodes(nodes, animate)

    def take(self, other: Stylesheet) -> Iterator[None]:
        """Take over the sources that `other` has, one after another, and parse each."""
        for read_from, source in tuple(other.source.items()):
            if self.source.get(read_from) != source:
                content, is_default, tie_breaker, scope = source
                self.add_source(content, read_from, is_default, tie_breaker, scope)
                self.parse()
                yield


class Stylesheets:
    """The sheets of an app's themes: all of the same sources, each with the variables of its theme."""

    def __init__(self, app: App[str]) -> None:
        self._app = app
        self._sheets: dict[str, Parsed] = {}

    def of(self, theme: str) -> Stylesheet:
        """The sheet of a theme, with every source that the app's present one has."""
        sheet = self._sheet(theme)
        for _ in sheet.take(self._app.stylesheet):
            pass
        return sheet

    def prepare(self, theme: str) -> Iterator[None]:
        """Parse for a theme ahead, a source at a time."""
        sheet = self._sheet(theme)
        yield from sheet.take(self._app.stylesheet)
        _ = sheet.rules_map

    def _sheet(self, theme: str) -> Parsed:
        sheet = self._sheets.get(theme)
        if sheet is None:
            sheet = self._sheets[theme] = Parsed(self._variables(theme))
        return sheet

    def _variables(self, theme: str) -> dict[str, str]:
        """The variables of a theme; for the app's own it is told to take them as well."""
        if theme == self._app.theme:
            return self._app.get_css_variables()
        chosen = self._app.available_themes[theme]
        colours = chosen.to_color_system().generate()
        return {**self._app.get_theme_variable_defaults(), **colours, **chosen.variables}


@contextmanager
def _told_once(nodes: Sequence[DOMNode]) -> Iterator[None]:
    """Have each of `nodes` told once that it is to be drawn again: every single style tells it and all below it.

    Another theme is hundreds of styles, and the telling was most of what it cost; there is no public way to put it off.
    """
    told: dict[DOMNode, bool] = {}

    def note(node: DOMNode, *_: Region, layout: bool = False, **__: bool) -> None:
        told[node] = told.get(node, False) or layout

    for node in nodes:
        vars(node)["refresh"] = partial(note, node)
    try:
        yield
    finally:
        for node in nodes:
            vars(node).pop("refresh", None)
        for node, layout in told.items():
            node.refresh(layout=layout)


def stylesheets_of(app: App[Any]) -> Stylesheets | None:
    """Those of `app`; None if it has not one for each theme."""
    sheets = getattr(app, "stylesheets", None)
    return sheets if isinstance(sheets, Stylesheets) else None
