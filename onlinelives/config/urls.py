from django.conf import settings
from django.urls import include, path

from onlinelives.config import views

urlpatterns = [
    path("", views.front, name="front"),
    path("home/", views.home, name="home"),
    path("help/", views.how_it_works, name="help"),
    path("health/", views.health, name="health"),
    path("", include("onlinelives.accounts.urls")),
    path("", include("onlinelives.files.urls")),
    path("", include("onlinelives.cases.urls")),
    path("", include("onlinelives.survey.urls")),
    path("", include("onlinelives.sharing.urls")),
    path("", include("onlinelives.audits.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("onlinelives.demo.urls")))

handler400 = "onlinelives.web.errors.bad_request"
handler403 = "onlinelives.web.errors.forbidden"
handler404 = "onlinelives.web.errors.not_found"
handler500 = "onlinelives.web.errors.server_error"
