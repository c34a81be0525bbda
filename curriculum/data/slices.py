"""Columns straight from a file's bytes: a text is made only once for each different one."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from curriculum.data.coded import Coded, factorized

Places = NDArray[np.intp]
PAD = 64  # how many bytes must follow the last slice; longer slices are compared as texts

_MASKS = np.array([(1 << 8 * bytes_) - 1 for bytes_ in range(9)], np.uint64)
_ODD = np.random.default_rng(20260824).integers(1 << 62, 1 << 63, PAD // 8, np.uint64) * 2 + 1


class Slices:
    """A file's bytes, to be cut into columns of texts.

    Parameters
    ----------
    data : bytes
        UTF-8.

    Attributes
    ----------
    data : bytes
        With ``PAD`` more at the end.
    buffer : uint8 array
        The same.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data + bytes(PAD)
        self.buffer = np.frombuffer(self.data, np.uint8)
        self._ascii = data.isascii()
        # At each place the eight bytes that start there, as one number.
        self._words = np.ndarray((len(data) + PAD - 7,), "<u8", self.data, strides=(1,))

    def texts(self, starts: Places, ends: Places) -> Coded:
        """The column of texts that stand at some places, one a row.

        Parameters
        ----------
        starts, ends : int array

        Returns
        -------
        Coded
            Of ``str``.

        Raises
        ------
        UnicodeDecodeError
            Not UTF-8.
        """
        lengths = ends - starts
        longest = int(lengths.max(initial=0))
        if len(starts) > 0 and longest <= PAD:
            words = []
            mixed = lengths.astype(np.uint64)
            for step in range(0, longest, 8):
                word = self._words[starts + step] & _MASKS[(lengths - step).clip(0, 8)]
                mixed += word * _ODD[step // 8]
                words.append(word)
            codes, first = factorized(mixed)
            like = first[codes]
            # Two texts may mix to one number, by chance or by design: then texts are compared.
            if all((part == part[like]).all() for part in (lengths, *words)):
                return Coded(codes, [*self._cut(starts[first], ends[first])])
        return Coded.of(self._cut(starts, ends))

    def stands(self, at: Places, signs: bytes) -> bool:
        """Whether the same signs, eight at most, stand at each of some places."""
        wanted = np.uint64(int.from_bytes(signs, "little"))
        return bool((self._words[at] & _MASKS[len(signs)] == wanted).all())

    def _cut(self, starts: Places, ends: Places) -> list[str]:
        text = self._by_byte
        where = zip(starts.tolist(), ends.tolist(), strict=True)
        pieces = [text[start:end] for start, end in where]
        if self._ascii:
            return pieces
        return [p if p.isascii() else p.encode("latin-1").decode() for p in pieces]

    @cached_property
    def _by_byte(self) -> str:
        """The bytes as a text that is cut faster; its letters beyond ASCII are wrong."""
        return self.data.decode("latin-1")


def by_place(places: Places) -> list[Places]:
    """For each place 0, 1, ... which rows are at it, in their order."""
    order = np.argsort(places.astype(np.uint16), kind="stable")
    return np.split(order, np.cumsum(np.bincount(places))[:-1])
