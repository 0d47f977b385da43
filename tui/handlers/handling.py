"""Everything that keys do on the replay screen, whatever it looks like."""

from tui.handlers.arriving import Arriving
from tui.handlers.cueing import Cueing
from tui.handlers.marking import Marking
from tui.handlers.reading import Reading
from tui.handlers.viewing import Viewing


class Handling(Marking, Arriving, Viewing, Reading, Cueing):
    """A screen with a session, and all the actions on it: what lines, the palette and the rim are about."""
