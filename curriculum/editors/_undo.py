"""Undo and redo over values that never change."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

BURST_SECONDS = 2.0
MAX_UNDO = 300


class Steps(Generic[T]):
    """The present value, those before it and those that were undone.

    Parameters
    ----------
    present : object
        Where to start from.
    """

    def __init__(self, present: T) -> None:
        self.present = present
        self._past: list[T] = []
        self._future: list[T] = []
        self._key: tuple[str, ...] | None = None
        self._when = 0.0

    @property
    def can_undo(self) -> bool:
        """Whether there is something to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone and nothing was done since."""
        return bool(self._future)

    @property
    def typing(self) -> bool:
        """Whether the last step can still grow by typing on."""
        return self._key is not None

    def go(self, after: T, now: float = 0.0, key: tuple[str, ...] | None = None) -> None:
        """Go on to a new value.

        Parameters
        ----------
        after : object
            The same object as the present one changes nothing.
        now : float
            Seconds.
        key : tuple of str, optional
            What is being typed at: typing on at one place without a pause is one step.
        """
        if after is self.present:
            return
        typing_on = key is not None and key == self._key and now - self._when < BURST_SECONDS
        if not typing_on:
            self._past.append(self.present)
            del self._past[:-MAX_UNDO]
        self._future.clear()
        self._key, self._when = key, now
        self.present = after

    def undo(self) -> None:
        """Go one step back, if there is one."""
        if self._past:
            self._future.append(self.present)
            self.present = self._past.pop()
            self._key = None

    def redo(self) -> None:
        """Go one step forth again, if there is one."""
        if self._future:
            self._past.append(self.present)
            self.present = self._future.pop()
            self._key = None
