from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "onlinelives.cases"
    label = "cases"
