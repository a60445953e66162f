"""The report's addresses, and those of jobs and of verification."""

from django.urls import path

from portal.reports import views

app_name = "reports"

urlpatterns = [
    path("results/<uuid:result_id>/report/", views.order, name="order"),
    path("reports/", views.reports, name="reports"),
    path("reports/sample/", views.sample_report, name="sample"),
    path("reports/<uuid:report_id>/", views.report, name="report"),
    path("reports/<uuid:report_id>/file/", views.file, name="file"),
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/retry/", views.retry, name="retry"),
    path("verify/", views.verify_any, name="verify_any"),
    path("verify/<str:number>/", views.verify, name="verify"),
    path("verify/<str:number>/file/", views.compare, name="compare"),
]
