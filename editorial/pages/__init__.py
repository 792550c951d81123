"""The pages of the desk besides Django's lists and forms."""

from editorial.pages import history, overview, previewing, reviewing, translating
from editorial.pages.checking import check_texts

# (address under /admin/, view, name); all of them are for staff only.
ADDRESSES = [
    ("changes/", history.changes_list, "changes"),
    ("translations/", translating.translations, "translations"),
    ("to-do/<slug:name>/", overview.to_do, "to_do"),
    ("confirmed-differences/", overview.confirmed_differences, "confirmed_differences"),
    ("dead-links/", overview.dead_links, "dead_links"),
    ("<str:app>/<str:model>/<int:pk>/log/", history.record_history, "record_history"),
    ("changes/<int:pk>/", reviewing.change, "change"),
    ("changes/<int:pk>/preview/", previewing.preview, "preview"),
    ("changes/<int:pk>/preview/<str:language>/", previewing.preview_page, "preview_page"),
    ("<str:app>/<str:model>/<int:pk>/take-down/", reviewing.take_down, "take_down"),
    ("<str:app>/<str:model>/<int:pk>/put-back/", reviewing.put_back, "put_back"),
    ("<str:app>/<str:model>/<int:pk>/review/", reviewing.review, "review"),
    ("check-texts/", check_texts, "check_texts"),
]
