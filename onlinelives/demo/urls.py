from django.urls import path

from onlinelives.demo import views

urlpatterns = [
    path("", views.cast, name="demo_cast"),
    path("sign-in/<int:pk>/", views.sign_in, name="demo_sign_in"),
]
