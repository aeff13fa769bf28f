from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "onlinelives.config"
    label = "config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        from onlinelives.config import checks  # noqa: F401, PLC0415  registers the checks
