from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "onlinelives.audits"
    label = "audits"
    verbose_name = "Self-audit"
