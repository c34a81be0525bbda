"""The text of the two ``nbgrader_config.py`` that a course is made with."""

from __future__ import annotations

COURSE_CONFIG = '''"""nbgrader's settings for this course; plain nbgrader commands work here too."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
c = get_config()  # noqa: F821

c.CourseDirectory.root = str(HERE)
c.CourseDirectory.course_id = "{course_id}"
# The exchange: a folder that learners and coaches can both reach.
c.Exchange.root = {exchange}
c.Exchange.timezone = "UTC"

# What never belongs to a hand-in.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "__pycache__", "*.pyc", "feedback", ".history", "practice-*",
]
c.CourseDirectory.max_file_size = 20_000
c.CourseDirectory.max_dir_size = 50_000

# The comment box "fix this first" is an answer cell; nbgrader fills such cells with this.
c.ClearSolutions.code_stub = {{"python": "{stub}"}}

# Feedback pages say findings and comments. A course that wants points on them, too, writes True.
c.LiftElie.show_points = False

# "nbgrader autograde" runs what learners wrote: only for people you trust.
# "autograde run" gives the same marks and runs nothing of theirs.
c.ExecutePreprocessor.kernel_name = "python3"
c.ExecutePreprocessor.extra_arguments = ["--InteractiveShellApp.ignore_cwd=True"]
c.ExecutePreprocessor.timeout = 120
c.OverwriteCells.add_missing_cells = True
'''

DATABASE_CONFIG = """
# The gradebook, in a database on a server. One database belongs to one course.
c.CourseDirectory.db_url = {database}
"""

LEARNER_CONFIG = '''"""nbgrader's settings for learners of this course.

Put this file into /etc/jupyter on the machine where learners work, or into a learner's own folder.
"""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "{course_id}"
c.Exchange.root = {exchange}
c.Exchange.timezone = "UTC"
'''
