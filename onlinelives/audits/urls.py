from django.urls import path

from onlinelives.audits.views import answers, frameworks, results, returns, rounds

urlpatterns = [
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<int:pk>/", rounds.round_, name="round"),
    path("rounds/<int:pk>/edit/", rounds.round_edit, name="round_edit"),
    path("rounds/<int:pk>/invite/", rounds.round_invite, name="round_invite"),
    path("rounds/<int:pk>/agencies/<slug:code>/remove/", rounds.round_remove, name="round_remove"),
    path("rounds/<int:pk>/open/", rounds.round_open, name="round_open"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round_close"),
    path("rounds/<int:pk>/area/", results.area, name="round_area"),
    path("rounds/<int:pk>/area/export/", results.area_export, name="round_area_export"),
    path("returns/<int:pk>/", returns.return_, name="return"),
    path("returns/<int:pk>/sections/<int:number>/", answers.section, name="section"),
    path("returns/<int:pk>/answers/<str:code>/save/", answers.save, name="answer_save"),
    path("returns/<int:pk>/answers/<str:code>/history/", answers.history, name="answer_history"),
    path("returns/<int:pk>/assign/", returns.assign, name="return_assign"),
    path("returns/<int:pk>/sign-off/", returns.sign_off, name="return_sign_off"),
    path("returns/<int:pk>/reopen/", returns.reopen, name="return_reopen"),
    path("returns/<int:pk>/results/", results.results, name="results"),
    path("returns/<int:pk>/results/export/", results.results_export, name="results_export"),
    path("frameworks/", frameworks.editions, name="frameworks"),
    path("frameworks/compare/", frameworks.compare, name="framework_compare"),
    path("frameworks/<slug:code>/", frameworks.edition, name="framework"),
]
