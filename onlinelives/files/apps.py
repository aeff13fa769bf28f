from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "onlinelives.files"
    label = "files"
    verbose_name = "Files and long work"

    def ready(self) -> None:
        from onlinelives.files import scanner, store  # noqa: F401, PLC0415  registers the deploy checks
