"""Files that survive: atomic writing, one writer at a time, and what to say when a disk refuses.

Nothing here knows what the bytes mean.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

LOCK_SECONDS = 5.0
_REPLACE_TRIES = 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_LOCKED = {errno.EACCES, errno.EPERM, errno.EROFS}


class BusyError(OSError):
    """Another writer held the lock for too long."""


def digest(raw: bytes) -> str:
    """BLAKE2 digest of a file's bytes, 32 hexadecimal characters."""
    return blake2b(raw, digest_size=16).hexdigest()


def read_bytes(path: Path, limit: int) -> bytes | None:
    """The first ``limit + 1`` bytes of a file, or None if there is none.

    A reader that gets more than ``limit`` bytes knows that the file is too large.

    Raises
    ------
    OSError
        If the system refuses, or if the path is no ordinary file (a pipe would never end).
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))
        with path.open("rb") as file:
            # Not read(limit + 1): that takes the memory before it looks.
            return file.read(min(limit, os.fstat(file.fileno()).st_size) + 1)
    except FileNotFoundError:
        return None


def write_atomic(path: Path, raw: bytes) -> None:
    """Replace a file so that a reader sees the old bytes or the new ones, never a mixture.

    The bytes go to a temporary file in the same folder and to the disk itself before the name is
    switched; then the folder goes to the disk too, so that a power cut does not undo the switch.

    Raises
    ------
    OSError
        If the disk refuses; the old file is unchanged and no temporary file is left behind.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        # Not tempfile.mkstemp: its mode 0600 would hide handed-in work from a coach's account.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        try:
            view = memoryview(raw)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)


_BINARY: int = getattr(os, "O_BINARY", 0)


def _replace(source: Path, target: Path) -> None:
    """``os.replace``, patient with a virus scanner that holds the file open on Windows."""
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05)


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network folders cannot; the file itself is on the disk already.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


def remove_leftovers(folder: Path, name: str) -> None:
    """Remove temporary files of writers that died; call it only while holding the lock."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f".{name}.*.tmp"):
            with contextlib.suppress(OSError):
                path.unlink()


@contextlib.contextmanager
def locked(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock file ``path``; the system lets go of it when a process dies.

    Raises
    ------
    BusyError
        If another writer keeps it for longer than ``seconds``.
    OSError
        If the lock file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        deadline = time.monotonic() + seconds
        while not _try_lock(handle):
            if time.monotonic() >= deadline:
                raise BusyError(errno.EBUSY, "the file is in use", str(path))
            time.sleep(0.01)
        try:
            yield
        finally:
            _unlock(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

elif sys.platform == "emscripten":
    # In a browser there is one process and no system call for locks.
    def _try_lock(handle: int) -> bool:
        return True

    def _unlock(handle: int) -> None:
        return None

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # A folder that knows no locks (some network drives) must not keep people from saving.
            return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
        return True

    def _unlock(handle: int) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)


def why(error: OSError) -> str:
    """What stopped a disk, as the beginning of a plain sentence."""
    if error.errno in _FULL:
        return "The disk is full"
    if error.errno in _LOCKED:
        return "This folder is read-only"
    if isinstance(error, BusyError):
        return "Another window is saving this work right now"
    return "The disk did not answer as it should"
