"""How a file of answers arrives: on the disk, in the program's own folder, because it may be larger than memory."""

import tempfile
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from onlinelives.survey.bringing import folders


class Arriving(FileUploadHandler):
    """Keeps one file of at most settings.SURVEY_LARGEST bytes and one more, by which the form notices that it is too
    large. It is gone once the request is over, unless it was given a folder of its own."""

    def __init__(self, request: Any = None):
        super().__init__(request)
        self.room = settings.SURVEY_LARGEST + 1
        self.kept: Any = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > 2 * settings.SURVEY_LARGEST:
            raise RequestDataTooBig("more than this is not read")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.kept is not None:
            raise SkipFile
        folder = folders.arrivals(settings.SURVEY)
        self.kept = tempfile.NamedTemporaryFile(dir=folder, suffix=folders.ARRIVING)  # noqa: SIM115  closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.room -= self.kept.write(raw_data[: max(self.room, 0)])

    def file_complete(self, file_size: int) -> UploadedFile:
        self.kept.flush()
        size = self.kept.tell()
        self.kept.seek(0)
        return UploadedFile(self.kept, self.file_name, self.content_type, size, self.charset, self.content_type_extra)

    def upload_interrupted(self) -> None:
        if self.kept is not None:
            self.kept.close()
