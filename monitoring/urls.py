"""The pages of plans and results; each subject has its own list."""

from monitoring import (
    urls_agreement,
    urls_attachment,
    urls_evaluation,
    urls_joint,
    urls_overview,
    urls_progress,
    urls_remark,
    urls_results,
)

app_name = "monitoring"
urlpatterns = [
    *urls_agreement.urlpatterns,
    *urls_attachment.urlpatterns,
    *urls_evaluation.urlpatterns,
    *urls_joint.urlpatterns,
    *urls_overview.urlpatterns,
    *urls_progress.urlpatterns,
    *urls_remark.urlpatterns,
    *urls_results.urlpatterns,
]
