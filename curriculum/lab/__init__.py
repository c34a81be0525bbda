"""JupyterLab's face: what a learner sees around the notebooks.

Notebooks use :func:`start`, which shows the season.
"""

from curriculum.lab.start import start

__all__ = ["start"]
