"""Where children are. The door above the sign-in leads here (door.py)."""

from django.urls import path

from onlinelives.survey.views import taking_part, whole

urlpatterns = [
    path("s/", taking_part.enter, name="survey_enter"),
    path("s/page/", taking_part.step, name="survey_step"),
    path("s/leave/", taking_part.leave, name="survey_leave"),
    path("s/asks/<slug:sha256>/<slug:language>/", whole.asks, name="survey_asks"),
    path("s/key/", whole.key, name="survey_key"),
    path("s/whole/", whole.whole, name="survey_whole"),
]
