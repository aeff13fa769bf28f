from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "onlinelives.survey"
    label = "survey"
