"""The pages of plans and results; each subject has its own list."""

from monitoring import urls_joint

app_name = "monitoring"
urlpatterns = [*urls_joint.urlpatterns]
