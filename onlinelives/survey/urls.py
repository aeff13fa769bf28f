from django.urls import path

from onlinelives.survey.views import answer_sets, places, settings, taking_part, waves

urlpatterns = [
    path("s/", taking_part.enter, name="survey_enter"),
    path("s/page/", taking_part.step, name="survey_step"),
    path("s/leave/", taking_part.leave, name="survey_leave"),
    path("survey/", waves.waves, name="survey"),
    path("survey/settings/", settings.settings, name="survey_settings"),
    path("survey/settings/add/", settings.setting_new, name="survey_setting_new"),
    path("survey/settings/<int:pk>/", settings.setting, name="survey_setting"),
    path("survey/settings/<int:pk>/leave/", settings.setting_leave, name="survey_setting_leave"),
    path("survey/waves/plan/", waves.wave_new, name="survey_wave_new"),
    path("survey/waves/<int:pk>/", waves.wave, name="survey_wave"),
    path("survey/waves/<int:pk>/answers/", answer_sets.answers, name="survey_answers"),
    path("survey/waves/<int:pk>/answers/ready/", answer_sets.answers_ready, name="survey_answers_ready"),
    path("survey/waves/<int:pk>/change/", waves.wave_change, name="survey_wave_change"),
    path("survey/waves/<int:pk>/open/", waves.wave_open, name="survey_wave_open"),
    path("survey/waves/<int:pk>/close/", waves.wave_close, name="survey_wave_close"),
    path("survey/waves/<int:pk>/places/add/", places.place_new, name="survey_place_new"),
    path("survey/places/<int:pk>/", places.place, name="survey_place"),
    path("survey/places/<int:pk>/leave/", places.place_leave, name="survey_place_leave"),
    path("survey/places/<int:pk>/codes/", places.codes_issue, name="survey_codes_issue"),
    path("survey/sheets/<int:pk>/revoke/", places.codes_revoke, name="survey_codes_revoke"),
]
