"""The pages of the desk besides Django's lists and forms."""

from editorial.pages.checking import check_texts

# (address under /admin/, view, name); all of them are for staff only.
ADDRESSES = [
    ("check-texts/", check_texts, "check_texts"),
]
