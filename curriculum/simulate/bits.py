"""Many draws at once, the same on every machine and every version of numpy.

numpy keeps the streams of its bit generators but not of its distributions, so only PCG64's raw
bits are used. Every replicate has its own stretch of a stream: a result does not depend on how
many replicates were computed together.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: The bits of 1.0, without its fraction.
_ONE = np.uint64(0x3FF0000000000000)


def stream_seed(seed: int, purpose: str) -> int:
    """A 128-bit seed for one stream, by BLAKE2b; streams of different purpose are independent."""
    hasher = hashlib.blake2b(digest_size=16, person=b"lift-elie-sim")
    hasher.update(f"{seed}/{purpose}".encode())
    return int.from_bytes(hasher.digest(), "big")


def uniforms(seed: int, rows: range, size: int, purpose: str) -> Floats:
    """Uniform numbers in (0, 1), odd multiples of 2⁻⁵³.

    Parameters
    ----------
    seed : int
    rows : range
        Which replicates to draw for (a run of consecutive numbers).
    size : int
        Numbers per replicate; replicate k has the k-th stretch of this length in the stream.
    purpose : str
        Name of the stream.

    Returns
    -------
    float array (len(rows), size)
    """
    stream = np.random.PCG64(stream_seed(seed, purpose))
    stream.advance(rows.start * size)
    raw = stream.random_raw(len(rows) * size).reshape(len(rows), size)
    # The top 52 bits become the fraction of a number in [1, 2): exact, and far quicker than a
    # conversion from whole numbers.
    raw >>= np.uint64(12)
    raw |= _ONE
    out = raw.view(np.float64)
    out += 2.0**-53 - 1.0
    return out


@dataclass(frozen=True, slots=True)
class Source:
    """Where a simulation's random numbers come from.

    Parameters
    ----------
    seed : int
    later : int, optional
        Seed of everything that happens from point ``start`` on. The class, its students and all
        that was seen before stay the same; what comes is unforeseeable without this seed.
    start : int
        First point (numbered from 1) that ``later`` decides.
    """

    seed: int
    later: int | None = None
    start: int = 1

    def lasting(self, rows: range, size: int, purpose: str) -> Floats:
        """Uniform numbers for what does not change with time, (len(rows), size)."""
        return uniforms(self.seed, rows, size, purpose)

    def timed(self, rows: range, shape: tuple[int, ...], purpose: str) -> Floats:
        """Uniform numbers for what happens at each point, (len(rows), *shape); time is last."""
        size = math.prod(shape)
        found = uniforms(self.seed, rows, size, purpose).reshape(len(rows), *shape)
        if self.later is not None:
            new = uniforms(self.later, rows, size, purpose).reshape(found.shape)
            found[..., self.start - 1 :] = new[..., self.start - 1 :]
        return found


def short_uniforms(seed: int, rows: range, size: int, purpose: str) -> NDArray[np.float32]:
    """Like :func:`uniforms` with 23 bits in place of 52, at a third of the cost.

    For the power meter, where a millionth does not matter; each 64 raw bits give two numbers.
    """
    words = (size + 1) // 2
    stream = np.random.PCG64(stream_seed(seed, purpose))
    stream.advance(rows.start * words)
    raw = stream.random_raw(len(rows) * words).astype("<u8", copy=False).view("<u4")
    raw = (raw >> np.uint32(9)) | np.uint32(0x3F800000)
    out = raw.view(np.float32).reshape(len(rows), 2 * words)[:, :size]
    return out + np.float32(2.0**-24 - 1.0)


def normals(seed: int, rows: range, size: int, purpose: str) -> Floats:
    """Standard normal numbers, by the inverse distribution function, shape (len(rows), size)."""
    return inverse_normal(uniforms(seed, rows, size, purpose))


_A = (
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
)
_B = (
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
)
_C = (
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
)
_D = (
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
)
_E = (
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
)
_F = (
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
)


def _ratio(x: Floats, top: Sequence[float], bottom: Sequence[float]) -> Floats:
    up = np.full(x.shape, top[-1])
    down = np.full(x.shape, bottom[-1])
    for a, b in zip(reversed(top[:-1]), reversed(bottom[:-1]), strict=True):
        up = up * x + a
        down = down * x + b
    return np.asarray(up / down)


def inverse_normal(p: Floats) -> Floats:
    """Inverse of the standard normal distribution function (Wichura 1988, AS 241, PPND16).

    Parameters
    ----------
    p : float array
        Strictly between 0 and 1.

    Returns
    -------
    float array
        Relative error about 1e-16.
    """
    p = np.asarray(p, dtype=np.float64)
    q = p - 0.5
    out = np.empty(p.shape)
    middle = np.abs(q) <= 0.425
    out[middle] = q[middle] * _ratio(0.180625 - q[middle] ** 2, _A, _B)
    tail = ~middle
    r = np.sqrt(-np.log(np.minimum(p[tail], 1.0 - p[tail])))
    far = r > 5.0
    value = np.where(far, _ratio(r - 5.0, _E, _F), _ratio(r - 1.6, _C, _D))
    out[tail] = np.copysign(value, q[tail])
    return out
