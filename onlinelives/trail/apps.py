from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "onlinelives.trail"
    label = "trail"
    verbose_name = "Trail"
