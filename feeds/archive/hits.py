"""The ranks that a search found, one bit a post: joined, counted and looked into without a list of them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count
from typing import Self, overload

_BLOCK = 1_024  # bytes


class Hits(Sequence[int]):
    """Ranks in ascending order. `bits` has the bit `rank` set for each; all questions but iteration are quick."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self._bytes = b""
        self._counts: list[int] = []

    @classmethod
    def of(cls, ranks: Iterable[int], size: int) -> Self:
        """The hits at `ranks`, each less than `size`, in any order."""
        buffer = bytearray(size // 8 + 1)
        add(buffer, ranks)
        return cls(int.from_bytes(buffer, "little"))

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __bool__(self) -> bool:
        return self.bits != 0

    def __iter__(self) -> Iterator[int]:
        return compress(count(), _flags(self.bits))

    def __contains__(self, rank: object) -> bool:
        return isinstance(rank, int) and rank >= 0 and self.before(rank + 1) > self.before(rank)

    def before(self, rank: int) -> int:
        """How many hits are less than `rank`."""
        data, counts = self._indexed()
        place = min(max(rank, 0), len(data) * 8)
        block, rest = divmod(place, _BLOCK * 8)
        if not rest:
            return counts[block]
        start = block * _BLOCK
        part = int.from_bytes(data[start : start + rest // 8 + 1], "little")
        return counts[block] + (part & ((1 << rest) - 1)).bit_count()

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...

    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        data, counts = self._indexed()
        place = index + counts[-1] if index < 0 else index
        if not 0 <= place < counts[-1]:
            raise IndexError(f"no hit {index} among {counts[-1]}")
        block = bisect_right(counts, place) - 1
        part = int.from_bytes(data[block * _BLOCK : (block + 1) * _BLOCK], "little")
        return block * _BLOCK * 8 + _place_of(part, place - counts[block])

    def __eq__(self, other: object) -> bool:
        return self.bits == other.bits if isinstance(other, Hits) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.bits)

    def widened(self, until: int) -> "Hits":
        """Each with the rank before and the rank after it, as far as they are less than `until`.

        While hits and `until` grow, ranks are only ever added at the end: what is no neighbour yet comes after all.
        """
        return Hits((self.bits | self.bits << 1 | self.bits >> 1) & ((1 << max(until, 0)) - 1))

    def begins(self, other: "Hits") -> bool:
        """Whether `other` has these ranks and else only later ones."""
        return other.bits & ((1 << self.bits.bit_length()) - 1) == self.bits

    def __repr__(self) -> str:
        return f"Hits({len(self)} ranks)"

    def _indexed(self) -> tuple[bytes, list[int]]:
        """The bits as bytes, in whole blocks, and how many hits there are before each block and after the last."""
        if not self._counts:
            blocks = self.bits.bit_length() // (_BLOCK * 8) + 1
            self._bytes = self.bits.to_bytes(blocks * _BLOCK, "little")
            parts = (self._bytes[start : start + _BLOCK] for start in range(0, len(self._bytes), _BLOCK))
            self._counts = list(accumulate((int.from_bytes(part, "little").bit_count() for part in parts), initial=0))
        return self._bytes, self._counts


def add(buffer: bytearray, ranks: Iterable[int]) -> None:
    """Set the bits of `ranks` in a little-endian bitmap."""
    for rank in ranks:
        buffer[rank >> 3] |= 1 << (rank & 7)


def _place_of(bits: int, nth: int) -> int:
    """Which bit the `nth` set one is, by halves; there are more than `nth` in the block `bits`."""
    place, width = 0, _BLOCK * 8
    while width > 1:
        width //= 2
        lower = bits & ((1 << width) - 1)
        found = lower.bit_count()
        if nth < found:
            bits = lower
        else:
            nth -= found
            place += width
            bits >>= width
    return place


def _flags(bits: int) -> bytes:
    """One byte a bit, 0 or 1, the lowest first."""
    return f"{bits:b}".encode().translate(_ONES)[::-1]


_ONES = bytes.maketrans(b"01", b"\x00\x01")
