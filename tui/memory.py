"""What is kept of a replay from one time to the next: a small file a day, in the state folder, named by its content."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from feeds import clean
from feeds.replay import FASTEST, SLOWEST
from feeds.writers import files

Line = Annotated[str, AfterValidator(clean.line)]


class KeptMark(BaseModel):
    """A mark, by the id of its post."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    post: str
    note: Line = ""


class Kept(BaseModel):
    """A reader's session with one day: where the playhead and the cursor were, and the settings."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: Literal[1] = 1
    title: Line = ""
    """The day's, for people who look into the file."""
    playhead: AwareDatetime
    cursor: str | None = None
    """The id of the post under it."""
    speed: float = Field(ge=SLOWEST, le=FASTEST)
    order: Literal["oldest", "newest"] = "oldest"
    theme: Line = ""
    marks: Sequence[KeptMark] = ()


class Memory:
    """The sessions in `folder`; a day is known by its fingerprint (see `Archive.fingerprint`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, fingerprint: str) -> Path:
        """Where the session of that day is kept."""
        return self.folder / f"{fingerprint}.json"

    def recall(self, fingerprint: str) -> tuple[Kept | None, str]:
        """The session kept of that day, and "" or one sentence on why there is none although there was a file.

        A file that makes no sense is set aside under another name.
        """
        path = self.path(fingerprint)
        try:
            return Kept.model_validate_json(path.read_bytes()), ""
        except FileNotFoundError:
            return None, ""
        except OSError as error:
            return None, f"What was kept of this day cannot be read: {error.strerror or error}."
        except ValidationError:
            return None, self._set_aside(path)

    def _set_aside(self, path: Path) -> str:
        aside = path.with_suffix(".broken")
        try:
            path.replace(aside)
        except OSError as error:
            return f"What was kept of this day is broken and in the way: {error.strerror or error}."
        return f"What was kept of this day is broken; it is set aside as {aside.name}."

    def keep(self, fingerprint: str, kept: Kept) -> None:
        """Write a session in place of the one before. Raises OSError; then that one is as it was."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.write(self.path(fingerprint), [kept.model_dump_json(indent=1).encode()])
