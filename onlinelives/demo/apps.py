from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "onlinelives.demo"
    label = "demo"
    verbose_name = "Demonstration"
