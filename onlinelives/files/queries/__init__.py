from onlinelives.files.queries.stored import as_attachment, content_of
from onlinelives.files.queries.work import WorkPage, result_of, work_page

__all__ = ["WorkPage", "as_attachment", "content_of", "result_of", "work_page"]
