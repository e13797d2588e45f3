"""The pages of plans and results; each subject has its own list."""

from monitoring import urls_joint, urls_overview, urls_progress, urls_results

app_name = "monitoring"
urlpatterns = [*urls_joint.urlpatterns, *urls_overview.urlpatterns, *urls_results.urlpatterns, *urls_progress.urlpatterns]
