"""How a sent file arrives: in memory, so that nothing of it touches the disk unsealed, and never more than fits."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 20 * 2**20  # bytes of a file
MOST_SENT = 5 * LARGEST  # bytes of a request; what is sent beyond is not even read


class Capped(FileUploadHandler):
    """Keeps at most LARGEST + 1 bytes in one request. The one more is how the action notices that a file is too large
    and can say so; a file that comes after the others have used the room up breaks the request off."""

    def __init__(self, request: Any = None):
        super().__init__(request)
        self.kept = BytesIO()
        self.used = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > MOST_SENT:
            raise RequestDataTooBig("more than this is not read")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        first = self.used == self.kept.tell()
        room = LARGEST + 1 - self.used
        if len(raw_data) > room and not first:
            raise RequestDataTooBig("several files that are too large together")
        self.used += self.kept.write(raw_data[: max(room, 0)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
