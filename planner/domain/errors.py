"""The errors a user can do something about.

::

    PlannerError (ValueError)
    +-- UnreadableFileError     a file that cannot be read at all
    +-- UnknownIdError          an id that is not in the record
    +-- OutcomeConflictError    one outcome id with two different contents
    +-- BrokenPlanError         a plan that fails the independent check
    +-- StaleRecordError        the record was made by another version
    +-- StalePlanError          somebody saved a newer plan than the screen showed
    +-- RecordTroubleError      the database is full, locked, read-only, damaged or out of reach
    +-- BackupError             a backup that cannot be made, or is not whole
"""


class PlannerError(ValueError):
    """A problem that is told to the user in plain words; the text is a full sentence."""


class UnreadableFileError(PlannerError):
    """A file that cannot be read at all: not text, no header, or a column that must be there is missing."""


class UnknownIdError(PlannerError):
    """An id that is asked for but is not in the record."""


class OutcomeConflictError(PlannerError):
    """The same outcome id came twice with different contents; nothing was changed."""


class BrokenPlanError(PlannerError):
    """A plan that fails the independent check; it is never shown."""


class StaleRecordError(PlannerError):
    """The record on disk was made by another version of the tables."""


class StalePlanError(PlannerError):
    """Somebody saved a newer plan of the week than the screen showed; nothing was overwritten."""


class RecordTroubleError(PlannerError):
    """The database cannot go on: full, locked, read-only, damaged or out of reach; nothing was stored."""


class BackupError(PlannerError):
    """A backup that cannot be made, or that is not whole and therefore not put back."""
