"""What is said of an agreement, an activity or a result."""

from django.urls import path

from monitoring.views import remark

_HERE = "<slug:covenant>/opmerkingen/"

urlpatterns = [
    path(f"{_HERE}<int:pk>/", remark.remark, name="remark"),
    path(f"{_HERE}<int:pk>/sluiten/", remark.close, name="remark_close"),
    path(f"{_HERE}afspraak/<str:code>/", remark.of_agreement, name="remarks_agreement"),
    path(f"{_HERE}activiteit/<int:pk>/", remark.of_activity, name="remarks_activity"),
    path(f"{_HERE}resultaat/<int:pk>/", remark.of_result, name="remarks_result"),
]
