from onlinelives.files.models.stored import StoredFile
from onlinelives.files.models.work import Work

__all__ = ["StoredFile", "Work"]
