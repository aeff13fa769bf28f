from django.urls import path

from onlinelives.files.views import work

urlpatterns = [
    path("work/<uuid:pk>/", work.work, name="work"),
    path("work/<uuid:pk>/file/", work.work_result, name="work_result"),
    path("work/<uuid:pk>/locked/", work.work_locked, name="work_locked"),
]
